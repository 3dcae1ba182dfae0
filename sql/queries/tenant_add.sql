insert into tenant (tenant_id)
select tenant_id
from delivered
where tenant_id <> ''
group by tenant_id
order by tenant_id
on conflict (tenant_id) do nothing
