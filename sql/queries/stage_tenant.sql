create temporary table staged as
select
    cast(0 as bigint) as line, tenant_id, tenant_id as item, cast(0 as smallint) as rejected, observed_at,
    name, domain, country, cloud, relationship, delegated_admin, agreement_accepted, csp_partner
from tenant_fact
where false
