select count(*) from move where changed_in = ?
