-- What each source has, and how much of it is gone.
select source, count(*), coalesce(sum(case when (still_there) then 0 else 1 end), 0)
from (table)
group by source
order by source
