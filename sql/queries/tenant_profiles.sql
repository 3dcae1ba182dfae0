select (profile)
from tenant_fact
where tenant_id between ? and ?
order by tenant_id, source
