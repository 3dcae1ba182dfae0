select count(*) from transfer where changed_in = ?
