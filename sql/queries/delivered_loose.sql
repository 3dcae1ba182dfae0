-- Tenants whose rows do not all stand with the delivery once it is merged: because it
-- is older than something that is stored, or lacks what it does not take away.
update delivered
set loose = 1
where loose = 0
    and confirmed = 0
    and tenant_id in (
        select d.tenant_id
        from tenant_source as d
        where d.tenant_id in (select tenant_id from delivered where loose = 0 and confirmed = 0)
            and d.source = ?
            and d.kind = 'subscriptions'
            and d.delivered_at > ?
        union all
        select f.tenant_id
        from subscription_fact as f
        where f.tenant_id in (select tenant_id from delivered where loose = 0 and confirmed = 0)
            and f.source = ?
            and (
                f.observed_at > ?
                or f.delivered_at > ?
                or f.since > ?
                or f.missing_since > ?
                or f.gone = 0
                and cast(? as smallint) = 0
                and not exists (
                    select 1 from staged where staged.tenant_id = f.tenant_id and staged.item = f.subscription_id
                )
            )
    )
