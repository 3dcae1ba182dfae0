insert into decision (seq, finding_id, kind, actor, reason, until_day, decided_at, after_run)
values (?, ?, ?, ?, ?, ?, ?, ?)
