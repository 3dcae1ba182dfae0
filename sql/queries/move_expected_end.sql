update move
set expected_end = (
    select s.last_day
    from subscription_fact as s
    where s.tenant_id = move.tenant_id and s.subscription_id = move.source_id and s.gone = 0 and s.last_day <> ''
    order by (seen of s) desc, s.source
    limit 1
)
where expected_end = ''
    and exists (
        select 1
        from subscription_fact as s
        where s.tenant_id = move.tenant_id and s.subscription_id = move.source_id and s.gone = 0 and s.last_day <> ''
    )
