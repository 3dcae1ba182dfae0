select tenant_id, subscription_id
from finding
where id between ? and ? and subscription_id <> ''
group by tenant_id, subscription_id
order by tenant_id, subscription_id
limit 11
