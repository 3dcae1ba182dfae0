insert into (table) ((key), source, observed_at, changed_in, (columns))
select (staged_key), cast(? as text), observed_at, cast(? as bigint), (values)
from staged
where rejected = 0
order by (staged_key)
on conflict ((unique)) do update set
    observed_at = excluded.observed_at,
    changed_in = case
        when ((present)) is distinct from ((merged)) then excluded.changed_in
        else (table).changed_in
    end,
    (set)
where (table).observed_at <= excluded.observed_at
