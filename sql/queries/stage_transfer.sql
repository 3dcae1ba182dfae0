create temporary table staged as
select
    cast(0 as bigint) as line, tenant_id, transfer_id as item, cast(0 as smallint) as rejected, observed_at,
    status, created_at, expires_at, source_partner_id, target_partner_id, subscription_ids
from transfer
where false
