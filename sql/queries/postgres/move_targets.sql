insert into move_target (tenant_id, source_id, target_key, target_id)
select staged.tenant_id, staged.source_id, staged.target_key, target.value
from staged
cross join lateral json_array_elements_text(cast(staged.targets as json)) as target (value)
where staged.rejected = 0 and staged.targets <> '[]'
order by 1, 2, 3, 4
on conflict do nothing
