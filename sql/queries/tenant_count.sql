select count(*) from tenant where tenant_id between ? and ?
