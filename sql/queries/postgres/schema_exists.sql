select case when to_regclass('goose_db_version') is null then 0 else 1 end
