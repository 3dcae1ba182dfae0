-- Tenants whose rows do not all stand with the delivery once it is merged: because it
-- is older than something that is stored, or lacks what it does not take away.
with given as (
    select cast(? as text) as source, cast(? as bigint) as delivered_at, cast(? as smallint) as complete
)
update delivered
set loose = 1
where loose = 0
    and confirmed = 0
    and (
        tenant_id in (select tenant_id from delivered group by tenant_id having count(*) > 1)
        or exists (
            select 1
            from tenant_source as d, given
            where d.tenant_id = delivered.tenant_id
                and d.source = given.source
                and d.kind = 'subscriptions'
                and d.delivered_at > given.delivered_at
        )
        or exists (
            select 1
            from subscription_fact as f, given
            where f.tenant_id = delivered.tenant_id
                and f.source = given.source
                and (
                    f.observed_at > given.delivered_at
                    or f.delivered_at > given.delivered_at
                    or f.since > given.delivered_at
                    or f.missing_since > given.delivered_at
                    or f.gone = 0
                    and given.complete = 0
                    and not exists (
                        select 1 from staged where staged.tenant_id = f.tenant_id and staged.item = f.subscription_id
                    )
                )
        )
    )
