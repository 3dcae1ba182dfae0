-- The plus makes both databases look for what a changed finding was before by the
-- finding, of which there are few versions, and not by the run.
select
    (finding),
    v.from_run, v.cause, v.to_run, c.evaluated,
    case when c.evaluated = 1 then r.as_of else coalesce((
        select q.as_of
        from run as q
        join run_job as k on k.run = q.seq and k.job = f.job
        join coverage_version as e on e.tenant_id = f.tenant_id and (e in q) and e.evaluated = 1
        where q.line = r.line and q.seq < r.seq and q.state in ('complete', 'partial')
        order by q.seq desc
        limit 1
    ), v.first_seen) end,
    (previous)
from run as r
join finding_version as v
    on v.line = r.line and v.from_run <= r.seq and v.to_run > r.seq
join finding as f on f.tenant_id = v.tenant_id and f.id = v.finding_id
join run_job as j on j.run = r.seq and j.job = f.job
join coverage_version as c on c.tenant_id = f.tenant_id and (c in r)
left join finding_version as w
    on w.tenant_id = v.tenant_id
    and w.finding_id = v.finding_id
    and w.line = v.line
    and +w.to_run = v.from_run
    and v.from_run = r.seq
    and v.cause = 'changed'
where r.seq = ?
    and v.cause <> 'suppressed'
    and v.tenant_id between ? and ?
order by (order)
