select holder, epoch, expires_at from lease where name = ?
