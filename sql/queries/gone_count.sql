-- The rows of a source that a complete delivery lacks.
select count(*)
from (table)
where source = ? and (still_there)
    and (observed_at <= ? or observed_at > ?)
    and tenant_id in (select tenant_id from delivered where confirmed = 0 group by tenant_id having sum(rejected) = 0)
    and not exists (select 1 from staged where (same_key))
