-- The plus makes both databases look for what a finding was before by the finding,
-- of which there are few versions, and not by the run.
select (finding), (seen before)
from finding_version as s
join run as r on r.seq = s.from_run
join finding as f on f.tenant_id = s.tenant_id and f.id = s.finding_id
join finding_version as v
    on v.tenant_id = s.tenant_id and v.finding_id = s.finding_id and v.line = s.line and +v.to_run = s.from_run
where s.from_run = ?
    and s.cause = 'suppressed'
    and v.cause <> 'suppressed'
    and s.tenant_id between ? and ?
order by (order of past)
