select t.target_id, count(*)
from move_target as t
join move as m
    on m.tenant_id = t.tenant_id and m.source_id = t.source_id and m.target_key = t.target_key
where m.status in ('planned', 'in-progress')
    and t.target_id in (select own.target_id from move_target as own where own.tenant_id between ? and ?)
group by t.target_id
