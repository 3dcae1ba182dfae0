-- How many tables there are beside the one that counts migrations, and how many of the
-- first ones of ours.
select count(*), coalesce(sum(case when name in ('import', 'tenant', 'move_target') then 1 else 0 end), 0)
from sqlite_schema
where type = 'table' and name <> 'goose_db_version' and name not like 'sqlite!_%' escape '!'
