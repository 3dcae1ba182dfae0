select
    tenant_id, source_id, targets, target_tenant_id, route, status, requester_role, expected_end, planned_on, note
from move
where target_tenant_id between ? and ? and target_tenant_id <> '' and target_tenant_id <> tenant_id
order by target_tenant_id, tenant_id, source_id, target_key
