-- Which values the staged rows would empty for lack of a column.
select
    coalesce(max(case when f.auto_renew is not null then 1 else 0 end), 0),
    coalesce(max(case when f.commitment_end is not null and staged.last_day = '' then 1 else 0 end), 0),
    coalesce(max(case when f.commitment_end_at is not null and staged.last_day = '' then 1 else 0 end), 0),
    coalesce(max(case when f.end_of_term <> '' then 1 else 0 end), 0),
    coalesce(max(case when f.quantity is not null then 1 else 0 end), 0),
    coalesce(max(case when f.status <> '' then 1 else 0 end), 0)
from staged
join subscription_fact as f
    on f.tenant_id = staged.tenant_id
    and f.subscription_id = staged.item
    and f.source = ?
    and (f.observed_at <= staged.observed_at or f.observed_at > ?)
where staged.rejected = 0 and f.gone = 0
