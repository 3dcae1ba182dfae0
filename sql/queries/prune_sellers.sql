(take) from seller_version where line = 0 and to_run <= ? or line <> 0 and line < ?
