-- Begins with what the run has changed; the plus keeps SQLite to that.
update plan_version
set to_run = ?
where line = ?
    and +to_run > ?
    and from_run < ?
    and tenant_id in (select x.tenant_id from plan_version as x where x.from_run = ?)
