select twice from sending where key = ?
