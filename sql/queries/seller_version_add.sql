insert into seller_version (seller_id, line, from_run, to_run, (known seller))
values (rows)
