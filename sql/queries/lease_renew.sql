update lease set expires_at = ? where name = ? and holder = ? and epoch = ?
