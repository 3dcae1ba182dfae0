update finding_version
set to_run = ?
where line = ?
    and to_run > ?
    and from_run < ?
    and (tenant_id, finding_id) in (
        select x.tenant_id, x.finding_id from finding_version as x where x.from_run = ?
        union all
        select z.tenant_id, z.finding_id from resolution as z where z.run = ?
    )
