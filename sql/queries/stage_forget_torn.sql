-- Such a row is of a tenant that nobody knows, as one that names none.
update staged
set tenant_id = '', rejected = 1
where rejected = 3 and tenant_id not in (select tenant_id from delivered)
