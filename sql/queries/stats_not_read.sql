-- Of each source the tenants that it could not read the last time, and those of them that
-- do not let it in.
select source, count(*), sum(case when reason = 'no-access' then 1 else 0 end)
from not_read
group by source
order by source
