insert into sync_customer (source, seq, tenant_id, listed, outcome)
values (rows)
on conflict (source, seq, tenant_id) do update set outcome = excluded.outcome
