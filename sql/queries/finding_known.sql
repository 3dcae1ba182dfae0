-- Of every finding that the history of the store knows its last version, and the
-- decision that no later change has ended. The cross join makes SQLite begin with
-- the few findings of the tenants, the second range PostgreSQL with their versions.
select
    (finding),
    v.cause, v.to_run, coalesce(d.kind, ''), coalesce(d.until_day, ''), coalesce(d.actor, ''), coalesce(d.reason, '')
from finding as f
cross join finding_version as v
left join decision as d
    on d.seq = (select max(x.seq) from decision as x where x.tenant_id = f.tenant_id and x.finding_id = f.id)
    and not exists (
        select 1
        from finding_version as x
        where x.tenant_id = f.tenant_id and x.finding_id = f.id
            and x.line = 0
            and x.cause in ('changed', 'reopened')
            and x.from_run > d.after_run
            and x.from_run <= ?
    )
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
