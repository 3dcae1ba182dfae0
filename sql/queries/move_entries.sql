-- The moves of a range of tenants, or those of one subscription, with where they come
-- from and who decided so.
select (move), move.source, move.observed_at, coalesce(import.actor, ''), coalesce(import.reason, '')
from move
left join import on import.seq = move.changed_in
where move.tenant_id between ? and ? and (cast(? as text) = '' or move.source_id = cast(? as text))
order by move.tenant_id, move.source_id, move.target_key
