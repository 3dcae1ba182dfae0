select
    coalesce(sum(case when rejected = 0 then 1 else 0 end), 0) as stored,
    coalesce(sum(case when rejected > 0 then 1 else 0 end), 0) as rejected,
    coalesce(sum(case when rejected = 1 and tenant_id = '' then 1 else 0 end), 0) as nameless
from staged
