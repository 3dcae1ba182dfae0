select
    (finding), (seen ever),
    v.from_run, v.cause, v.to_run, r.as_of
from finding as f
join finding_version as v on v.tenant_id = f.tenant_id and v.finding_id = f.id
join run as r on r.seq = v.from_run
where f.tenant_id = ? and f.id = ? and v.line = 0 and v.from_run <= ?
order by v.from_run
