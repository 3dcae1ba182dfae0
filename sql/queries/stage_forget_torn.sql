-- Such a row is of a tenant that nobody knows, as one that names none.
update staged
set tenant_id = '', rejected = 1
where rejected = 3 and not exists (select 1 from delivered where delivered.tenant_id = staged.tenant_id)
