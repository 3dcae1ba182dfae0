select (move)
from move
where tenant_id between ? and ?
order by tenant_id, source_id, target_key
