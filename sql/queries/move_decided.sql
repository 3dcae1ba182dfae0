-- The moves of a delivery about which somebody here has decided otherwise.
select count(*)
from staged
join move
    on move.tenant_id = staged.tenant_id
    and move.source_id = staged.source_id
    and move.target_key = staged.target_key
where staged.rejected = 0 and move.source = 'operator' and cast(? as text) <> 'operator'
