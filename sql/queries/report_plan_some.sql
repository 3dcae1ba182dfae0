-- Of a run over some tenants, which has a line of its own for their coverage. It also
-- holds plans elsewhere, of which it lists what concerns its own tenants. It begins with
-- these few and not with the plans of all.
select (planned), t.evaluated, t.elsewhere
from (
    select tenant_id, evaluated, 0 as elsewhere from coverage_version where line = ?
    union all
    select tenant_id, evaluated, 1 from plan_elsewhere where run = ?
) as t
cross join run as r
join plan_version as p
    on p.tenant_id = t.tenant_id and p.line = r.line and p.from_run <= r.seq and p.to_run > r.seq
join plan_item as i on i.tenant_id = p.tenant_id and i.line = p.line and i.from_run = p.from_run
left join coverage_version as s on s.tenant_id = i.move_tenant_id and (s in r)
where r.seq = ? and (planned within)
order by (order of plan)
