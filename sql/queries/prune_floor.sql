-- The newest published run up to one that looked at every tenant with every job; 0
-- where there is none.
select coalesce(max(seq), 0)
from run
where line = 0
    and state in ('complete', 'partial')
    and tenants = '[]'
    and (select count(*) from run_job as j where j.run = run.seq) = ?
    and seq <= ?
