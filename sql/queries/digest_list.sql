select tenant_id, digest
from tenant_source
where source = ? and kind = 'subscriptions' and digest <> '' and delivered_at <= ? and tenant_id in (values (rows))
