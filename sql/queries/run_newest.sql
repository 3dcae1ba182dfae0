select (run)
from run
where line = 0 and state in ('complete', 'partial')
order by seq desc
limit 1
