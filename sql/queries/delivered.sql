-- What a delivery holds of each tenant, one row for each group of rows that stands
-- together in it, with how many of them are staged. Of a confirmed one those that are
-- as they were delivered before are not. Of one that is not loose every row stands with
-- the delivery once it is merged.
create temporary table delivered as
select
    source as tenant_id, cast(0 as bigint) as stored, cast(0 as bigint) as rejected, observed_at, digest,
    cast(0 as smallint) as loose, cast(0 as smallint) as confirmed
from tenant_source
where false
