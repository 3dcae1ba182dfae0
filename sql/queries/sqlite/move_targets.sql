insert into move_target (tenant_id, source_id, target_key, target_id)
select staged.tenant_id, staged.source_id, staged.target_key, target.value
from staged, json_each(staged.targets) as target
where staged.rejected = 0 and staged.targets <> '[]'
order by 1, 2, 3, 4
on conflict do nothing
