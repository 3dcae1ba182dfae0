insert into tenant (tenant_id)
values (rows)
on conflict (tenant_id) do nothing
