delete from transfer
where source = ?
    and observed_at <= ?
    and tenant_id in (select tenant_id from staged group by tenant_id having max(rejected) = 0)
    and not exists (
        select 1
        from staged
        where staged.tenant_id = transfer.tenant_id and staged.item = transfer.transfer_id
    )
