select (subscription)
from subscription_fact
where tenant_id between ? and ?
order by tenant_id, subscription_id, source
