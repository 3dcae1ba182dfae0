-- Of each source that ever delivered subscriptions when it was last seen, whether a
-- delivery was ever complete, and what it alone still has.
select
    s.source, count(*), max(s.observed_at),
    coalesce((select max(i.complete) from import as i
        where i.source = s.source and i.kind = 'subscriptions' and i.forgotten = 0), 0),
    (
        select count(*)
        from subscription_fact as own
        where own.source = s.source
            and own.gone = 0
            and not exists (
                select 1
                from subscription_fact as other
                where other.tenant_id = own.tenant_id
                    and other.subscription_id = own.subscription_id
                    and other.source <> own.source
                    and other.gone = 0
            )
    )
from tenant_source as s
where s.kind = 'subscriptions'
group by s.source
order by s.source
