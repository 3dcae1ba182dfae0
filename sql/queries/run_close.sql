update run set state = ?, finished_at = ? where seq = ?
