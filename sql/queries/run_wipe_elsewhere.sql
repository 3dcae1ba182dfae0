delete from plan_elsewhere where run = ?
