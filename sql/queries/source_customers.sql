-- The customers of a source, as it has last told of them: those that it has not said we
-- have no relationship with, and those of which it holds subscriptions.
select k.tenant_id, coalesce(f.name, ''), coalesce(f.domain, ''), coalesce(f.country, '')
from (
    select tenant_id from tenant_fact where source = ? and relationship <> 'none'
    union
    select tenant_id from subscription_fact where source = ? and gone = 0
) as k
left join tenant_fact as f on f.tenant_id = k.tenant_id and f.source = ?
order by k.tenant_id
