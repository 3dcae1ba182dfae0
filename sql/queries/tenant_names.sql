-- What the sources call the tenants that have a name or a domain.
select tenant_id, name, domain
from tenant_fact
where name <> '' or domain <> ''
order by tenant_id, source
