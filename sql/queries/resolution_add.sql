insert into resolution (run, finding_id, reason) values (rows)
