analyze tenant, tenant_fact, tenant_source, subscription_fact, move, move_target, transfer, offer, seller, fact_change
