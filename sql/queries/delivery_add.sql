-- A tenant of which every row was rejected has not been observed again.
insert into tenant_source (tenant_id, source, kind, delivered_at, observed_at, rejected, first_at, digest)
select
    tenant_id, cast(? as text), cast(? as text), cast(? as bigint), max(observed_at), sum(rejected),
    cast(? as bigint), case when max(loose) = 0 then max(digest) else '' end
from delivered
where tenant_id <> ''
group by tenant_id
order by tenant_id
on conflict (tenant_id, source, kind) do update set
    delivered_at = excluded.delivered_at,
    observed_at = case
        when tenant_source.observed_at between excluded.observed_at and cast(? as bigint) then tenant_source.observed_at
        else excluded.observed_at
    end,
    first_at = case when tenant_source.first_at > excluded.first_at then excluded.first_at else tenant_source.first_at end,
    rejected = excluded.rejected,
    digest = excluded.digest
where tenant_source.delivered_at <= excluded.delivered_at or tenant_source.delivered_at > cast(? as bigint)
