select number, at from coverage_time where run = ? order by number
