select count(*) from tenant_fact where changed_in = ?
