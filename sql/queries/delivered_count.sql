-- The rows to be merged of loose tenants and of others.
select
    coalesce(sum(case when loose = 1 then stored else 0 end), 0),
    coalesce(sum(case when loose = 0 then stored else 0 end), 0)
from delivered
