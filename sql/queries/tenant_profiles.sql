-- The first row of a tenant wins.
select
    tenant_id, name, domain, country, cloud, relationship, delegated_admin, agreement_accepted, csp_partner
from tenant_fact
where tenant_id between ? and ?
order by tenant_id, observed_at desc, source
