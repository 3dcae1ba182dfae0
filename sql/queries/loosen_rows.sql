-- Rows that will not stand with the delivery are given the times that stand with the
-- one before.
update subscription_fact
set observed_at = d.delivered_at, delivered_at = d.delivered_at
from tenant_source as d
where d.tenant_id in (select tenant_id from delivered where confirmed = 0)
    and d.source = ?
    and d.kind = 'subscriptions'
    and d.digest <> ''
    and subscription_fact.tenant_id = d.tenant_id
    and subscription_fact.source = d.source
    and subscription_fact.gone = 0
    and (
        d.tenant_id in (select tenant_id from delivered where loose = 1)
        or not exists (
            select 1
            from staged
            where staged.tenant_id = subscription_fact.tenant_id and staged.item = subscription_fact.subscription_id
        )
    )
