insert into night_step (night, place, name, started_at, finished_at, state, detail) values (?, ?, ?, ?, ?, ?, ?)
