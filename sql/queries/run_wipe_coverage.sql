delete from coverage_version where from_run = ?
