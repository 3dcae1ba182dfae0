-- What the runs of the history behind one run up to another resolved, in the order of the runs.
select (finding), (seen before),
    z.reason
from run as r
join resolution as z on z.run = r.seq
join finding as f on f.tenant_id = z.tenant_id and f.id = z.finding_id
join finding_version as v
    on v.tenant_id = f.tenant_id and v.finding_id = f.id and v.line = r.line and v.to_run = z.run
where r.line = 0 and r.state in ('complete', 'partial') and r.seq > ? and r.seq <= ?
order by r.seq, f.tenant_id, f.id
