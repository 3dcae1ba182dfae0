-- The latest published runs up to an instant that looked at every tenant with every
-- job, also those whose findings were pruned since.
select seq, as_of, summary
from run
where line = 0
    and state in ('complete', 'partial', 'pruned')
    and tenants = '[]'
    and as_of <= ?
    and (select count(*) from run_job as j where j.run = run.seq) = ?
order by seq desc
limit ?
