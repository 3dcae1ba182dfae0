insert into tenant_fact (
    tenant_id, source, observed_at, changed_in, name, domain, country, cloud, relationship, delegated_admin,
    agreement_accepted, csp_partner
)
select
    tenant_id, cast(? as text), observed_at, cast(? as bigint), name, domain, country, cloud, relationship,
    delegated_admin, agreement_accepted, csp_partner
from staged
where rejected = 0
order by tenant_id
on conflict (tenant_id, source) do update set
    observed_at = excluded.observed_at,
    changed_in = case
        when (
            tenant_fact.name, tenant_fact.domain, tenant_fact.country, tenant_fact.cloud, tenant_fact.relationship,
            tenant_fact.delegated_admin, tenant_fact.agreement_accepted, tenant_fact.csp_partner
        ) is distinct from (
            excluded.name, excluded.domain, excluded.country, excluded.cloud, excluded.relationship,
            excluded.delegated_admin, excluded.agreement_accepted, excluded.csp_partner
        )
        then excluded.changed_in
        else tenant_fact.changed_in
    end,
    name = excluded.name,
    domain = excluded.domain,
    country = excluded.country,
    cloud = excluded.cloud,
    relationship = excluded.relationship,
    delegated_admin = excluded.delegated_admin,
    agreement_accepted = excluded.agreement_accepted,
    csp_partner = excluded.csp_partner
where tenant_fact.observed_at <= excluded.observed_at
