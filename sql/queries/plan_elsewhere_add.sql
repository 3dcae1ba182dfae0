insert into plan_elsewhere (run, tenant_id, evaluated)
values (rows)
