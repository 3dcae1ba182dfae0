-- The tenants of which a source has ever delivered something.
select distinct tenant_id
from tenant_source
where source = ?
order by tenant_id
