select tenant_id, hashes from tenant_rows where source = ? and tenant_id in (values (rows))
