-- The subscriptions that a source has of some tenants, and what it has told that they have
-- become.
select tenant_id, subscription_id, successors
from subscription_fact
where source = ? and gone = 0 and tenant_id in (values (rows))
order by tenant_id, subscription_id
