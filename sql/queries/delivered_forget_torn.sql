-- Nobody becomes a customer by a row that was cut off or whose fields have moved.
delete from delivered
where tenant_id in (select tenant_id from staged where rejected = 3)
    and tenant_id not in (select tenant_id from staged where rejected <> 3)
    and tenant_id not in (select tenant_id from tenant)
