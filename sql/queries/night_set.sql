update night set finished_at = ?, state = ?, run = ? where seq = ?
