-- Of one instant the last import counts.
insert into fact_change (tenant_id, subscription_id, source, field, seen_at, before_at, value_before, value_after)
values (rows)
on conflict (tenant_id, subscription_id, source, field, seen_at) do update set value_after = excluded.value_after
