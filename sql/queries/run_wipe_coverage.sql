delete from coverage where run = ?
