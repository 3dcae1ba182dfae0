select tenant_id from subscription_fact where subscription_id = ?
union
select tenant_id from move where source_id = ?
order by tenant_id
