select tenant_id
from tenant
where tenant_id > ?
order by tenant_id
limit ?
