create temporary table staged as
select
    cast(0 as bigint) as line, tenant_id, source_id as item, cast(0 as smallint) as rejected, observed_at,
    source_id, target_key, targets, target_tenant_id, route, status, requester_role, expected_end, planned_on, note
from move
where false
