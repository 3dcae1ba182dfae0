update tenant_source
set digest = ''
where source = ?
    and kind = 'subscriptions'
    and digest <> ''
    and tenant_id in (select tenant_id from delivered where loose = 1)
