-- A move that is given its targets is still the one that was first imported
-- without them.
update move
set
    first_seen = (
        select earlier.first_seen
        from move as earlier
        where earlier.tenant_id = move.tenant_id and earlier.source_id = move.source_id and earlier.target_key = ''
    ),
    expected_end = case
        when expected_end <> '' then expected_end
        else (
            select earlier.expected_end
            from move as earlier
            where earlier.tenant_id = move.tenant_id and earlier.source_id = move.source_id and earlier.target_key = ''
        )
    end
where changed_in = ?
    and targets <> '[]'
    and exists (
        select 1
        from move as earlier
        where earlier.tenant_id = move.tenant_id
            and earlier.source_id = move.source_id
            and earlier.target_key = ''
            and earlier.status in ('planned', 'in-progress')
    )
