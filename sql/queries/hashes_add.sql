insert into tenant_rows (tenant_id, source, hashes)
values (rows)
on conflict (tenant_id, source) do update set hashes = excluded.hashes
