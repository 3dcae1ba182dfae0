select count(*) from (table) where changed_in = ?
