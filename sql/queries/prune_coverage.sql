-- Of a tenant that the first kept run has not evaluated, the coverage stays: it tells
-- when its findings were last seen.
(take) from coverage_version
where (line = 0 and to_run <= ? or line <> 0 and line < ?)
    and exists (
        select 1
        from coverage_version as k
        where k.tenant_id = coverage_version.tenant_id
            and k.line = 0
            and k.from_run <= ?
            and k.to_run > ?
            and k.evaluated = 1
    )
