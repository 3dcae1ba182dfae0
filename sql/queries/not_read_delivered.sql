-- Attempts that failed before the delivery that is being merged.
delete from not_read
where source = ? and (at <= ? or at > ?) and tenant_id in (select tenant_id from delivered)
