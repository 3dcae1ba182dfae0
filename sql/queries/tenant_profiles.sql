-- The first row of a tenant wins.
select (profile)
from tenant_fact
where tenant_id between ? and ?
order by tenant_id, observed_at desc, source
