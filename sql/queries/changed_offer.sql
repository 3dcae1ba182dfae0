select count(*) from offer where changed_in = ?
