-- The findings that a run left open and for which another one speaks.
select v.tenant_id, v.finding_id
from run as r
join finding_version as v on v.line = r.line and v.from_run <= r.seq and +v.to_run > r.seq
where r.seq = ? and v.cause = 'suppressed' and v.tenant_id between ? and ?
