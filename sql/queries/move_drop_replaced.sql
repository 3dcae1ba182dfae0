-- An open move without targets is replaced by one with targets of the same delivery,
-- unless somebody here has dropped that one.
delete from move
where target_key = ''
    and status in ('planned', 'in-progress')
    and (tenant_id, source_id) in (
        select given.tenant_id, given.source_id
        from staged
        join move as given
            on given.tenant_id = staged.tenant_id
            and given.source_id = staged.source_id
            and given.target_key = staged.target_key
        where staged.rejected = 0
            and staged.targets <> '[]'
            and not (given.source = 'operator' and given.status = 'dropped')
    )
