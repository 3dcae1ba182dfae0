-- A run over some tenants also holds plans elsewhere, of which it lists what concerns
-- its own tenants. A tenant is looked for at both ends of the moves; which limits
-- concern it, the content tells.
select
    i.kind, i.tenant_id, p.tenant_name, coalesce(s.evaluated, 1), coalesce(c.evaluated, e.evaluated), c.tenant_id is null,
    i.day, i.move_tenant_id, i.owner, i.seller_id, i.content
from run as r
join plan_version as p on p.line = r.line and p.from_run <= r.seq and p.to_run > r.seq
join plan_item as i on i.tenant_id = p.tenant_id and i.line = p.line and i.from_run = p.from_run
left join coverage_version as c on c.tenant_id = i.tenant_id and (c in r)
left join coverage_version as s on s.tenant_id = i.move_tenant_id and (s in r)
left join plan_elsewhere as e on e.run = r.seq and e.tenant_id = i.tenant_id
where r.seq = ?
    and coalesce(c.tenant_id, e.tenant_id) is not null
    and (i.tenant_id between ? and ? or i.move_tenant_id between ? and ? or i.kind = 'obstacle')
order by i.kind, nullif(i.day, '') nulls last, i.tenant_id, i.place
