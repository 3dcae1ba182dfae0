insert into plan_elsewhere (run, tenant_id)
values (rows)
