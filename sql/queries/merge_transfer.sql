insert into transfer (
    tenant_id, transfer_id, source, observed_at, changed_in, status, created_at, expires_at, source_partner_id,
    target_partner_id, subscription_ids
)
select
    tenant_id, item, cast(? as text), observed_at, cast(? as bigint), status, created_at, expires_at,
    source_partner_id, target_partner_id, subscription_ids
from staged
where rejected = 0
order by tenant_id, item
on conflict (tenant_id, transfer_id, source) do update set
    observed_at = excluded.observed_at,
    changed_in = case
        when (
            transfer.status, transfer.created_at, transfer.expires_at, transfer.source_partner_id,
            transfer.target_partner_id, transfer.subscription_ids
        ) is distinct from (
            excluded.status, excluded.created_at, excluded.expires_at, excluded.source_partner_id,
            excluded.target_partner_id, excluded.subscription_ids
        )
        then excluded.changed_in
        else transfer.changed_in
    end,
    status = excluded.status,
    created_at = excluded.created_at,
    expires_at = excluded.expires_at,
    source_partner_id = excluded.source_partner_id,
    target_partner_id = excluded.target_partner_id,
    subscription_ids = excluded.subscription_ids
where transfer.observed_at <= excluded.observed_at
