select tenant_id, source, at, reason, why
from not_read
where tenant_id between ? and ?
order by tenant_id, source
