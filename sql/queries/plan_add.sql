insert into plan_version (tenant_id, line, from_run, to_run, tenant_name, hash) values (rows)
