-- The first row of a transfer wins.
select (transfer)
from transfer
where tenant_id between ? and ?
order by tenant_id, transfer_id, observed_at desc, source
