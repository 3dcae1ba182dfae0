-- The versions that a run left and that runs since then, up to another, have replaced
-- or closed. The pluses make both databases look by the tenants, a page at a time, and
-- not by the runs, which may have replaced much since the earlier one.
select
    (finding), (seen up to),
    v.cause
from finding_version as v
join finding as f on f.tenant_id = v.tenant_id and f.id = v.finding_id
where +v.line = 0
    and +v.from_run <= ?
    and +v.to_run > ?
    and +v.to_run <= ?
    and v.tenant_id between ? and ?
