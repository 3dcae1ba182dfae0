select
    tenant_id, name, evaluated, reason, source, observed_at, subscriptions, seats, with_findings, suppressed,
    routine, silenced, source_at, charges_only
from coverage
where run = ? and tenant_id between ? and ?
order by tenant_id
