select
    tenant_id, source_id, targets, target_tenant_id, route, status, requester_role, expected_end, planned_on, note
from move
where tenant_id between ? and ?
order by tenant_id, source_id, target_key
