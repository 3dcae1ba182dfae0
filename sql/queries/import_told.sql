-- Of which tenants a source has told what is to happen at the end of a term, or until when
-- something can be cancelled, be it that there is no such thing.
select tenant_id, max(case when end_of_term <> '' then 1 else 0 end),
    max(case when cancellable_until is not null then 1 else 0 end)
from subscription_fact
where source = ? and (end_of_term <> '' or cancellable_until is not null)
group by tenant_id
