-- The items of the plans go with them.
(take) from plan_version where line = 0 and to_run <= ? or line <> 0 and line < ?
