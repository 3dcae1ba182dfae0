(take) from plan_elsewhere where run < ?
