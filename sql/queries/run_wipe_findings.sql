delete from finding
where first_run = ?
    and not exists (select 1 from finding_version as v where v.tenant_id = finding.tenant_id and v.finding_id = finding.id)
