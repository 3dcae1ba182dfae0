-- The last decision about each finding of some tenants, of those that a run takes
-- note of or of all, with every version that the run's line has of the finding.
-- Those whose day has passed before a day need not be read.
select d.tenant_id, d.finding_id, d.kind, d.actor, d.reason, d.until_day, d.decided_at, d.after_run, v.from_run, v.cause
from run as r
cross join decision as d
join finding_version as v
    on v.tenant_id = d.tenant_id and v.finding_id = d.finding_id and v.line = r.line and v.from_run <= r.seq
where r.seq = ?
    and d.tenant_id between ? and ?
    and d.until_day >= ?
    and d.seq = (
        select max(x.seq)
        from decision as x
        where x.tenant_id = d.tenant_id
            and x.finding_id = d.finding_id
            and (? = 1 or x.seq <= r.decided or x.after_run < 0)
    )
