insert into coverage (
    run, tenant_id, name, evaluated, reason, source, observed_at, subscriptions, seats, with_findings, suppressed,
    routine, silenced
)
values (rows)
