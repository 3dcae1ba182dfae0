insert into night (seq, schedule, started_at, state, run) values (?, ?, ?, ?, 0)
