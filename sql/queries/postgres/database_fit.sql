-- Whether tables of the schema can be made here. An old schema may stand elsewhere.
select
    current_database(), current_user, getdatabaseencoding(), current_setting('search_path'),
    coalesce(current_schema(), ''),
    case when coalesce(has_schema_privilege(current_schema(), 'create'), false) then 1 else 0 end,
    case when has_database_privilege(current_database(), 'temporary') then 1 else 0 end
