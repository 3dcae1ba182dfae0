select (tracked), was
from subscription_fact
where changed_in = ? and was <> '' and (tenant_id, subscription_id) > (?, ?)
order by tenant_id, subscription_id
limit ?
