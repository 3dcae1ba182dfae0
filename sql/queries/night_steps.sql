select night, name, started_at, finished_at, state, detail
from night_step
where night between ? and ?
order by night, place
