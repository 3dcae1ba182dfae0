-- What runs of some time before a run listed no longer, resolved or silenced, of its jobs
-- and tenants, and what none has listed since: with the content that it had.
select (finding), (seen before)
from run as r
join run as q on q.line = r.line and q.seq < r.seq and q.as_of > r.as_of - ?
join finding_version as v on v.line = r.line and v.to_run = q.seq
join finding as f on f.tenant_id = v.tenant_id and f.id = v.finding_id
join run_job as j on j.run = r.seq and j.job = f.job
join coverage_version as c on c.tenant_id = f.tenant_id and (c in r)
where r.seq = ?
    and v.cause <> 'suppressed'
    and v.tenant_id between ? and ?
    and not exists (
        select 1
        from finding_version as x
        where x.tenant_id = v.tenant_id
            and x.finding_id = v.finding_id
            and x.line = v.line
            and x.from_run >= v.to_run
            and x.from_run <= r.seq
            and x.cause <> 'suppressed'
    )
order by (order of past)
