-- The subscriptions that a source has of some tenants.
select tenant_id, subscription_id
from subscription_fact
where source = ? and gone = 0 and tenant_id in (values (rows))
order by tenant_id, subscription_id
