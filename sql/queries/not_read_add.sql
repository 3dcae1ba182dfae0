insert into not_read (tenant_id, source, at, reason, why)
values (rows)
on conflict (tenant_id, source) do update set at = excluded.at, reason = excluded.reason, why = excluded.why
where not_read.at <= excluded.at
