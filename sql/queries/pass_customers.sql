select tenant_id, listed, outcome
from sync_customer
where source = ? and seq = ?
order by tenant_id
