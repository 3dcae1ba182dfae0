delete from resolution where run = ?
