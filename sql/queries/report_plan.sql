-- A tenant is looked for at both ends of the moves: of a run over some tenants the
-- report holds the moves that begin or end there.
select
    i.kind, i.tenant_id, p.tenant_name,
    case when coalesce(c.evaluated, 1) = 1 and coalesce(s.evaluated, 1) = 1 then 1 else 0 end,
    i.day, i.move_tenant_id, i.owner, i.seller_id, i.content
from run as r
join plan_version as p on p.line = r.line and p.from_run <= r.seq and p.to_run > r.seq
join plan_item as i on i.tenant_id = p.tenant_id and i.line = p.line and i.from_run = p.from_run
left join coverage as c on c.run = r.seq and c.tenant_id = i.tenant_id
left join coverage as s on s.run = r.seq and s.tenant_id = i.move_tenant_id
where r.seq = ?
    and (
        c.tenant_id is not null
        or s.tenant_id is not null
        and exists (select 1 from plan_elsewhere as e where e.run = r.seq and e.tenant_id = i.tenant_id)
    )
    and (i.tenant_id between ? and ? or i.move_tenant_id between ? and ?)
    and (? = '' or i.owner = ?)
    and (? = '' or i.seller_id = ?)
order by i.kind, nullif(i.day, '') nulls last, i.tenant_id, i.place
