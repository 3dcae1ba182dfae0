select (change)
from fact_change
where tenant_id between ? and ?
order by tenant_id, subscription_id, source, field, seen_at
