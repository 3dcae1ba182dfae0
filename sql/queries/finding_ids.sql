-- Findings that only an unpublished run or a backfill knows do not count.
select f.tenant_id, f.id
from finding as f
where f.id between ? and ?
    and exists (
        select 1
        from finding_version as v
        where v.tenant_id = f.tenant_id and v.finding_id = f.id and v.line = 0 and v.from_run <= ?
    )
order by f.id
limit 2
