-- Of the rows that an honest clock has seen again, what a clock that was ahead has
-- seen first at an instant that is yet to come was seen by now.
update fact_change
set
    seen_at = cast(? as bigint),
    before_at = case when before_at > cast(? as bigint) then cast(? as bigint) else before_at end
where source = ?
    and seen_at > ?
    and exists (
        select 1
        from subscription_fact as s
        where s.tenant_id = fact_change.tenant_id
            and s.subscription_id = fact_change.subscription_id
            and s.source = fact_change.source
            and ((seen of s) <= ? or s.missing_since <= ?)
    )
