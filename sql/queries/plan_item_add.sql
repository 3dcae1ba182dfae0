insert into plan_item (tenant_id, line, from_run, kind, place, day, move_tenant_id, owner, seller_id, content)
values (rows)
