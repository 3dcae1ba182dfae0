insert into staged values (rows)
