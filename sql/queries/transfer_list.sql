select (transfer)
from transfer
where tenant_id between ? and ?
order by tenant_id, transfer_id, source
