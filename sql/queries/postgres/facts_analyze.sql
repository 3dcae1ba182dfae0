analyze tenant, tenant_source, (written)
