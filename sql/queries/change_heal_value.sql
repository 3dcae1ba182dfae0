-- What a fact changed to at instants that are yet to come is what it became in the end.
update fact_change
set
    value_after = (
        select later.value_after
        from fact_change as later
        where later.tenant_id = fact_change.tenant_id
            and later.subscription_id = fact_change.subscription_id
            and later.source = fact_change.source
            and later.field = fact_change.field
        order by later.seen_at desc
        limit 1
    )
where source = ?
    and seen_at > ?
