-- The items of the plans go with them.
delete from plan_version where from_run = ?
