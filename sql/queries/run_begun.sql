select line, as_of, state, lease, epoch from run where seq = ?
