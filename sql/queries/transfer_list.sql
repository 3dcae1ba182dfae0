-- The first row of a transfer wins.
select
    tenant_id, transfer_id, status, created_at, expires_at, source_partner_id, target_partner_id, subscription_ids
from transfer
where tenant_id between ? and ?
order by tenant_id, transfer_id, observed_at desc, source
