select line, item
from staged
where rejected = 2
order by line
