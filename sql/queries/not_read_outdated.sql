-- Attempts that failed before the source delivered the tenant.
delete from not_read
where exists (
    select 1
    from tenant_source as d
    where d.tenant_id = not_read.tenant_id
        and d.source = not_read.source
        and d.kind = 'subscriptions'
        and d.delivered_at > not_read.at
)
