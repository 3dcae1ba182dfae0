update sync_pass set rejected = ? where source = ? and seq = ?
