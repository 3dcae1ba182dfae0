select tenant_id, subscription_id
from subscription_fact
where subscription_id between ? and ?
group by tenant_id, subscription_id
order by tenant_id, subscription_id
limit 11
