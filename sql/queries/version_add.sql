insert into finding_version (
    tenant_id, finding_id, line, from_run, to_run, cause, severity, severity_rank, owner, due, whole_day, currency,
    exposure, day_minor, day_parts, day_last, tenant_name, seller_id, first_seen, content
)
values (rows)
