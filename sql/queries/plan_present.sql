-- What earlier runs of a line left as the present plans of tenants.
select tenant_id, hash
from plan_version
where line = ? and from_run < ? and to_run = ? and tenant_id in (values (rows))
