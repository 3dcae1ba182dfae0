insert into tenant (tenant_id)
select target_tenant_id
from staged
where target_tenant_id <> '' and rejected = 0
group by target_tenant_id
order by target_tenant_id
on conflict (tenant_id) do nothing
