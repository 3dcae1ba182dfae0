insert into decision (seq, tenant_id, finding_id, kind, actor, reason, until_day, decided_at, after_run)
values (?, ?, ?, ?, ?, ?, ?, ?, ?)
