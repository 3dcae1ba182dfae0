select count(*) from (table) where (delivered)changed_in = ?
