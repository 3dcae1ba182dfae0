delete from move
where source = ?
    and observed_at <= ?
    and tenant_id in (select tenant_id from staged group by tenant_id having max(rejected) = 0)
    and not exists (
        select 1
        from staged
        where staged.tenant_id = move.tenant_id
            and staged.source_id = move.source_id
            and staged.target_key = move.target_key
    )
