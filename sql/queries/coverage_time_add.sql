insert into coverage_time (run, number, at) values (rows)
