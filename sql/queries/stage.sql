-- Every table of facts has a source, of the type and the order of all ids.
create temporary table staged as
select
    cast(0 as bigint) as line, source as tenant_id, source as item, cast(0 as smallint) as rejected, observed_at,
    (staged)
from (table)
where false
