insert into (table) ((key), source, observed_at, changed_in, (columns))
select (staged_key), given.source, observed_at, given.seq, (values)
from staged
cross join (
    select
        cast(? as text) as source, cast(? as bigint) as seq,
        cast(? as bigint) as carries, cast(? as bigint) as delivered_at
) as given
where rejected = 0 and tenant_id in (select tenant_id from delivered where loose = (loose))
order by (staged_key)
on conflict ((unique)) do update set
    observed_at = excluded.observed_at,
    changed_in = case
        when ((present)) is distinct from ((merged)) then excluded.changed_in
        else (table).changed_in
    end,
    (set)
where ((table).observed_at <= excluded.observed_at or (table).observed_at > cast(? as bigint))
    and ((replaces) or (missing) > cast(? as bigint))(unless_same)
