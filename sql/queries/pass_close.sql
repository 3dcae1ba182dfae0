update sync_pass
set ended = ?, state = ?, read = ?, not_read = ?, no_access = ?, rejected = ?
where source = ? and seq = ?
