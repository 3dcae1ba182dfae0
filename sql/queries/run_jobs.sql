select run, job
from run_job
where run between ? and ?
order by run, place
