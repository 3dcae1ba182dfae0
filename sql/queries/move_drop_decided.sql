-- An open move of a file without targets does not come back beside one to which somebody
-- here has given its targets.
delete from move
where target_key = ''
    and status in ('planned', 'in-progress')
    and source <> 'operator'
    and (tenant_id, source_id) in (
        select decided.tenant_id, decided.source_id
        from staged
        join move as decided on decided.tenant_id = staged.tenant_id and decided.source_id = staged.source_id
        where staged.rejected = 0
            and staged.targets = '[]'
            and decided.source = 'operator'
            and decided.targets <> '[]'
    )
