select
    (select count(*) from tenant),
    (select count(*) from (
        select 1 from subscription_fact where gone = 0 group by tenant_id, subscription_id
    ) as s),
    (select count(*) from move),
    (select min(observed_at) from tenant_source where observed_at > 0),
    (select max(observed_at) from tenant_source where observed_at > 0)
