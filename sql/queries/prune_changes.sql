-- As change_prune does of the rows of one import, which it finds by that.
-- Never the last value before the present one, nor anything of a term that has not
-- ended: none is longer than the second instant is ago.
(take) from fact_change
where seen_at < ?
    and exists (
        select 1
        from subscription_fact as s
        where s.tenant_id = fact_change.tenant_id
            and s.subscription_id = fact_change.subscription_id
            and s.source = fact_change.source
            and (fact_change.seen_at < ? or s.last_day <> '' and s.last_day < ?)
    )
    and (
        select count(*)
        from fact_change as later
        where later.tenant_id = fact_change.tenant_id
            and later.subscription_id = fact_change.subscription_id
            and later.source = fact_change.source
            and later.field = fact_change.field
            and later.seen_at > fact_change.seen_at
    ) >= 2
