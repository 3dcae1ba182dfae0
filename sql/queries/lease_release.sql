update lease set expires_at = 0 where name = ? and holder = ? and epoch = ?
