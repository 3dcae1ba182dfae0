select
    (finding), (seen before),
    z.reason
from resolution as z
join run as r on r.seq = z.run
join finding as f on f.tenant_id = z.tenant_id and f.id = z.finding_id
join finding_version as v
    on v.tenant_id = f.tenant_id and v.finding_id = f.id and v.line = ? and v.to_run = z.run
where z.run = ?
    and z.tenant_id between ? and ?
order by (order of past)
