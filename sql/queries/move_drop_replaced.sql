delete from move
where target_key = ''
    and status in ('planned', 'in-progress')
    and (tenant_id, source_id) in (
        select tenant_id, source_id from staged where rejected = 0 and targets <> '[]'
    )
