select (transfer)
from transfer
where tenant_id in (
    select tenant_id
    from move
    where target_tenant_id between ? and ? and target_tenant_id <> '' and target_tenant_id <> tenant_id
)
order by tenant_id, transfer_id, source
