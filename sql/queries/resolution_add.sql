insert into resolution (run, tenant_id, finding_id, reason) values (rows)
