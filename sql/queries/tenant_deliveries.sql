select tenant_id, source, kind, observed_at, rejected
from tenant_source
where tenant_id between ? and ?
order by tenant_id, source, kind
