-- Nobody becomes a customer by a row that was cut off or whose fields have moved.
delete from delivered
where tenant_id in (select tenant_id from staged where rejected = 3)
    and not exists (select 1 from staged where staged.tenant_id = delivered.tenant_id and staged.rejected <> 3)
    and not exists (select 1 from tenant where tenant.tenant_id = delivered.tenant_id)
