select (move)
from move
where target_tenant_id between ? and ? and target_tenant_id <> '' and target_tenant_id <> tenant_id
order by target_tenant_id, tenant_id, source_id, target_key
