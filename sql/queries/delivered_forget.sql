delete from delivered where tenant_id in (select tenant_id from staged where rejected = 2)
