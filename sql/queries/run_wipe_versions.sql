delete from finding_version where from_run = ?
