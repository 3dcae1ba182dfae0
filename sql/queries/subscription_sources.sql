select (subscription)
from subscription_fact
where tenant_id = ? and subscription_id = ?
order by source
