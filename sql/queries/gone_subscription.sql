-- A tenant with a rejected row may hold in it what seems to be missing.
update subscription_fact
set gone = 1, missing_since = ?, changed_in = ?, was = (was)
where source = ?
    and (gone = 0 or missing_since > ?)
    and (observed_at <= ? or observed_at > ?)
    and tenant_id in (select tenant_id from delivered where confirmed = 0 group by tenant_id having sum(rejected) = 0)
    and not exists (select 1 from staged where (same_key))
