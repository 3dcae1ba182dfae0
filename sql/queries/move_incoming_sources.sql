select (subscription)
from subscription_fact
where (tenant_id, subscription_id) in (
    select tenant_id, source_id
    from move
    where target_tenant_id between ? and ? and target_tenant_id <> '' and target_tenant_id <> tenant_id
)
order by tenant_id, subscription_id, source
