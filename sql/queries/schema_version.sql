select coalesce(max(version_id), 0) from goose_db_version
