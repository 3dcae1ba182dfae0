-- What runs since one, up to another, have resolved; the last one of a finding last.
-- The pluses make both databases look by the tenants and not by the runs.
select tenant_id, finding_id, reason
from resolution
where +run > ? and +run <= ? and tenant_id between ? and ?
order by run
