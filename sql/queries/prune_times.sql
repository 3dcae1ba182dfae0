(take) from coverage_time where run < ?
