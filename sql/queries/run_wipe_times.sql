delete from coverage_time where run = ?
