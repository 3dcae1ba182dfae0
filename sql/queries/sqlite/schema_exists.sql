select count(*) from sqlite_schema where type = 'table' and name = 'goose_db_version'
