-- The open findings as the last published run left them.
-- Of one tenant the versions are looked for by the tenant, of more by the run.
-- The plus makes both databases look for what a changed finding was before by the
-- finding, of which there are few versions, and not by the run. For one that has not
-- changed the null saves looking.
select
    (finding), (seen),
    v.from_run, v.cause, v.to_run, coalesce(c.evaluated, 1),
    (previous)
from run as r
join finding_version as v
    on (unindexed)v.line = r.line and v.from_run <= r.seq and (unindexed)v.to_run > r.seq
join finding as f on f.tenant_id = v.tenant_id and f.id = v.finding_id
left join coverage_version as c on c.tenant_id = f.tenant_id and (c in r)
left join finding_version as w
    on w.tenant_id = case when v.from_run = r.seq and v.cause = 'changed' then v.tenant_id end
    and w.finding_id = v.finding_id
    and w.line = v.line
    and +w.to_run = v.from_run
where r.seq = ?
    and v.cause <> 'suppressed'
    and v.tenant_id between ? and ?
    and ? in ('', f.job)
    and ? in ('', f.code)
    and ? in ('', v.owner)
    and ? in ('', v.seller_id)
    and (1 << v.severity_rank) & cast(? as bigint) <> 0
    and (cast(? as bigint) = 0 or v.due <= cast(? as bigint))
    and (cast(? as bigint) = 0 or v.from_run = r.seq and v.cause in ('new', 'reopened') and coalesce(c.evaluated, 1) = 1)
order by (order)
(limit)
