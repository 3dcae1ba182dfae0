select z.run, r.as_of, z.reason
from resolution as z
join run as r on r.seq = z.run
where z.tenant_id = ? and z.finding_id = ? and r.line = 0 and r.state in ('complete', 'partial')
order by z.run
