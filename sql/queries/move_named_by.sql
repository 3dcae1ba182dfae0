-- Counted one by one: joined, PostgreSQL reads every target of the store for a page.
select
    own.target_id,
    (
        select count(*)
        from move_target as t
        join move as m
            on m.tenant_id = t.tenant_id and m.source_id = t.source_id and m.target_key = t.target_key
        where t.target_id = own.target_id and m.status in ('planned', 'in-progress')
    )
from move_target as own
where own.tenant_id between ? and ?
