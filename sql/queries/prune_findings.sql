(take) from finding
where not exists (select 1 from finding_version as v where v.tenant_id = finding.tenant_id and v.finding_id = finding.id)
    and not exists (select 1 from resolution as z where z.tenant_id = finding.tenant_id and z.finding_id = finding.id)
    and not exists (select 1 from decision as d where d.tenant_id = finding.tenant_id and d.finding_id = finding.id)
