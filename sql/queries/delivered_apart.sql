-- Tenants whose rows stand apart in the delivery.
update delivered
set loose = 1
where tenant_id in (select tenant_id from delivered group by tenant_id having count(*) > 1)
