-- What earlier runs of a line left as the present coverage of tenants.
select c.tenant_id, c.observed, c.source_seen, (coverage)
from coverage_version as c
where c.line = ? and c.from_run < ? and c.to_run = ? and c.tenant_id in (values (rows))
