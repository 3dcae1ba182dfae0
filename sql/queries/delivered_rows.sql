insert into delivered values (rows)
