-- A tenant is looked for at both ends of the moves.
select
    i.kind, i.tenant_id, p.tenant_name, c.evaluated, i.day, i.move_tenant_id, i.owner, i.seller_id, i.content
from run as r
join coverage as c on c.run = r.seq
join plan_version as p
    on p.tenant_id = c.tenant_id and p.line = r.line and p.from_run <= r.seq and p.to_run > r.seq
join plan_item as i on i.tenant_id = p.tenant_id and i.line = p.line and i.from_run = p.from_run
where r.seq = ?
    and (i.tenant_id between ? and ? or i.move_tenant_id between ? and ?)
    and (? = '' or i.owner = ?)
    and (? = '' or i.seller_id = ?)
order by i.kind, nullif(i.day, '') nulls last, i.tenant_id, i.place
