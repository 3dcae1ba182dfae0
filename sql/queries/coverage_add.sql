insert into coverage_version (
    tenant_id, line, from_run, to_run, name, domain, contact_name, contact_email, language, evaluated, reason, source, why,
    subscriptions, charges_only, seats, with_findings, suppressed, routine, silenced,
    delegated_until, observed, source_seen
)
values (rows)
