select seq, schedule, started_at, finished_at, state, run
from night
where schedule = ?
order by seq desc
limit ?
