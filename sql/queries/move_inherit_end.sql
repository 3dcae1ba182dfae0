-- A move that is given its targets is still the one that was first imported
-- without them.
update move
set expected_end = (
    select earlier.expected_end
    from move as earlier
    where earlier.tenant_id = move.tenant_id and earlier.source_id = move.source_id and earlier.target_key = ''
)
where changed_in = ?
    and expected_end = ''
    and targets <> '[]'
    and exists (
        select 1
        from move as earlier
        where earlier.tenant_id = move.tenant_id
            and earlier.source_id = move.source_id
            and earlier.target_key = ''
            and earlier.status in ('planned', 'in-progress')
    )
