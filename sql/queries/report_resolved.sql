select
    f.id, f.tenant_id, f.subscription_id, f.subject, f.code, f.job, f.term_end,
    v.severity, v.owner, v.due, v.whole_day, v.currency, v.exposure, v.tenant_name, v.seller_id, v.first_seen, v.content,
    z.reason
from resolution as z
join finding as f on f.tenant_id = z.tenant_id and f.id = z.finding_id
join finding_version as v
    on v.tenant_id = f.tenant_id and v.finding_id = f.id and v.line = ? and v.to_run = z.run
where z.run = ?
    and z.tenant_id between ? and ?
order by
    v.due nulls last, v.severity_rank, v.currency nulls last, v.exposure desc, v.tenant_name,
    f.code, f.tenant_id, f.subscription_id, f.subject, f.id
