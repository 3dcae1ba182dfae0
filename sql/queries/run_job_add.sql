insert into run_job (run, job, place) values (rows)
