-- The newest published runs that looked at every tenant with every job.
select (run)
from run
where line = 0
    and state in ('complete', 'partial')
    and tenants = '[]'
    and (select count(*) from run_job as j where j.run = run.seq) = ?
order by seq desc
limit ?
