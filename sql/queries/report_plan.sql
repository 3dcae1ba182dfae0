-- Of a run over all tenants.
select (planned), c.evaluated, 0
from run as r
join plan_version as p on p.line = r.line and p.from_run <= r.seq and p.to_run > r.seq
join plan_item as i on i.tenant_id = p.tenant_id and i.line = p.line and i.from_run = p.from_run
join coverage_version as c on c.tenant_id = i.tenant_id and (c in r)
left join coverage_version as s on s.tenant_id = i.move_tenant_id and (s in r)
where r.seq = ? and (planned within)
order by (order of plan)
