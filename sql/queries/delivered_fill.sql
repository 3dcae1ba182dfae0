-- Of all tenants, or of those with rows whose key occurs more than once.
insert into delivered
select
    tenant_id, sum(case when rejected = 0 then 1 else 0 end), sum(case when rejected > 0 then 1 else 0 end),
    max(case when rejected <= 0 then observed_at else 0 end), '', 1, 0
from staged
where cast(? as smallint) = 1 or tenant_id in (select tenant_id from staged where rejected = 2)
group by tenant_id
