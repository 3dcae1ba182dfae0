select (run)
from run
where unwritten = 1 and state in ('complete', 'partial') and seq < ?
order by seq desc
