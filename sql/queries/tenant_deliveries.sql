select tenant_id, source, kind, observed_at, rejected, first_at, delivered_at, digest <> ''
from tenant_source
where tenant_id between ? and ?
order by tenant_id, source, kind
