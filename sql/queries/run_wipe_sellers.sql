delete from seller_version where from_run = ?
