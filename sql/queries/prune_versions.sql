-- A version that a kept run has replaced or closed stays: that run tells what was before.
-- Of a finding whose term has not ended, and of one that a person has decided on, the
-- last version, or all, stay: it may come back, and then it is not new.
(take) from finding_version
where (line = 0 and to_run < ? or line <> 0 and line < ?)
    and not exists (
        select 1
        from decision as d
        where d.tenant_id = finding_version.tenant_id and d.finding_id = finding_version.finding_id
    )
    and (
        line <> 0
        or exists (
            select 1
            from finding_version as later
            where later.tenant_id = finding_version.tenant_id
                and later.finding_id = finding_version.finding_id
                and later.line = 0
                and later.from_run > finding_version.from_run
        )
        or exists (
            select 1
            from finding as f
            where f.tenant_id = finding_version.tenant_id
                and f.id = finding_version.finding_id
                and f.term_end <> ''
                and f.term_end < ?
        )
    )
