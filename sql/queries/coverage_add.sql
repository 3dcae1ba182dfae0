insert into coverage (
    run, tenant_id, name, evaluated, reason, source, observed_at, subscriptions, seats, with_findings, suppressed,
    routine, silenced, source_at, charges_only
)
values (rows)
