select line, as_of, state, lease, epoch, (coverage line) from run where seq = ?
