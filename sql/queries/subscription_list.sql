select fields
from subscription_row
where tenant_id between ? and ?
order by tenant_id, subscription_id, source
