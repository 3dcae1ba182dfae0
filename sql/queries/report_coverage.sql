select c.tenant_id, o.at, a.at, (coverage)
from run as r
join coverage_version as c on (c in r)
left join coverage_time as o on o.run = r.seq and o.number = c.observed
left join coverage_time as a on a.run = r.seq and a.number = c.source_seen
where r.seq = ? and c.tenant_id between ? and ?
order by c.name = '', lower(c.name), c.name, c.tenant_id
