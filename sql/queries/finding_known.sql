-- Of every finding that the history of the store knows its last version. The cross
-- join makes SQLite begin with the few findings of the tenants, the second range
-- PostgreSQL with their versions.
select
    (finding), (seen up to), (seen up to),
    v.cause, v.from_run, v.to_run
from finding as f
cross join finding_version as v
where f.tenant_id between ? and ?
    and v.tenant_id between ? and ?
    and v.tenant_id = f.tenant_id
    and v.finding_id = f.id
    and v.line = 0
    and v.from_run = (
        select max(x.from_run)
        from finding_version as x
        where x.tenant_id = f.tenant_id and x.finding_id = f.id and x.line = 0 and x.from_run <= ?
    )
order by f.tenant_id, f.id
