select count(*) from subscription_fact where changed_in = ?
