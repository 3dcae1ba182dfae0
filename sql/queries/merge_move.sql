-- An expected end that is left out never takes away the one that is known.
insert into move (
    tenant_id, source_id, target_key, source, observed_at, changed_in, targets, target_tenant_id, route, status,
    requester_role, expected_end, planned_on, note
)
select
    tenant_id, source_id, target_key, cast(? as text), observed_at, cast(? as bigint), targets, target_tenant_id,
    route, status, requester_role, expected_end, planned_on, note
from staged
where rejected = 0
order by tenant_id, source_id, target_key
on conflict (tenant_id, source_id, target_key) do update set
    source = excluded.source,
    observed_at = excluded.observed_at,
    changed_in = case
        when (
            move.targets, move.target_tenant_id, move.route, move.status, move.requester_role, move.planned_on,
            move.note
        ) is distinct from (
            excluded.targets, excluded.target_tenant_id, excluded.route, excluded.status, excluded.requester_role,
            excluded.planned_on, excluded.note
        )
            or (excluded.expected_end <> '' and excluded.expected_end <> move.expected_end)
        then excluded.changed_in
        else move.changed_in
    end,
    targets = excluded.targets,
    target_tenant_id = excluded.target_tenant_id,
    route = excluded.route,
    status = excluded.status,
    requester_role = excluded.requester_role,
    expected_end = case when excluded.expected_end <> '' then excluded.expected_end else move.expected_end end,
    planned_on = excluded.planned_on,
    note = excluded.note
where move.observed_at <= excluded.observed_at
