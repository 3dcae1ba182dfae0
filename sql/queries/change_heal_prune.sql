-- Of several changes of a fact at instants that are yet to come the first one stays.
delete from fact_change
where source = ?
    and seen_at > ?
    and exists (
        select 1
        from fact_change as earlier
        where earlier.tenant_id = fact_change.tenant_id
            and earlier.subscription_id = fact_change.subscription_id
            and earlier.source = fact_change.source
            and earlier.field = fact_change.field
            and earlier.seen_at < fact_change.seen_at
            and (earlier.seen_at > ? or earlier.seen_at = cast(? as bigint))
    )
    and exists (
        select 1
        from subscription_fact as s
        where s.tenant_id = fact_change.tenant_id
            and s.subscription_id = fact_change.subscription_id
            and s.source = fact_change.source
            and ((seen of s) <= ? or s.missing_since <= ?)
    )
