select (run)
from run
order by seq desc
limit ?
