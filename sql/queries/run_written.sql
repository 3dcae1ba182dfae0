update run set unwritten = 0 where seq = ?
