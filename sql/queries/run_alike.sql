-- The jobs of the published runs of some tenants, the newest run first.
select r.seq, j.job
from run as r
join run_job as j on j.run = r.seq
where r.line = 0 and r.state in ('complete', 'partial') and r.seq <= ? and r.tenants = ?
order by r.seq desc, j.place
