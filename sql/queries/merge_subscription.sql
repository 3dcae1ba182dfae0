insert into subscription_fact (
    tenant_id, subscription_id, source, observed_at, changed_in, gone, last_day, channel, seller_id, seller_name,
    commerce, product_type, offer_id, offer_name, friendly_name, quantity, assigned, status, status_since, auto_renew,
    end_of_term, term, term_start, created, commitment_end, commitment_end_at, cancellable_until, billing_cycle,
    trial, est, unit_price, currency, parent_id, transferred_on
)
select
    tenant_id, item, cast(? as text), observed_at, cast(? as bigint), 0, last_day, channel, seller_id, seller_name,
    commerce, product_type, offer_id, offer_name, friendly_name, quantity, assigned, status, status_since, auto_renew,
    end_of_term, term, term_start, created, commitment_end, commitment_end_at, cancellable_until, billing_cycle,
    trial, est, unit_price, currency, parent_id, transferred_on
from staged
where rejected = 0
order by tenant_id, item
on conflict (tenant_id, subscription_id, source) do update set
    observed_at = excluded.observed_at,
    changed_in = case
        when (
            subscription_fact.gone, subscription_fact.channel, subscription_fact.seller_id,
            subscription_fact.seller_name, subscription_fact.commerce, subscription_fact.product_type,
            subscription_fact.offer_id, subscription_fact.offer_name, subscription_fact.friendly_name,
            subscription_fact.quantity, subscription_fact.assigned, subscription_fact.status,
            subscription_fact.status_since, subscription_fact.auto_renew, subscription_fact.end_of_term,
            subscription_fact.term, subscription_fact.term_start, subscription_fact.created,
            subscription_fact.commitment_end, subscription_fact.commitment_end_at,
            subscription_fact.cancellable_until, subscription_fact.billing_cycle, subscription_fact.trial,
            subscription_fact.est, subscription_fact.unit_price, subscription_fact.currency,
            subscription_fact.parent_id, subscription_fact.transferred_on
        ) is distinct from (
            excluded.gone, excluded.channel, excluded.seller_id, excluded.seller_name, excluded.commerce,
            excluded.product_type, excluded.offer_id, excluded.offer_name, excluded.friendly_name, excluded.quantity,
            excluded.assigned, excluded.status, excluded.status_since, excluded.auto_renew, excluded.end_of_term,
            excluded.term, excluded.term_start, excluded.created, excluded.commitment_end, excluded.commitment_end_at,
            excluded.cancellable_until, excluded.billing_cycle, excluded.trial, excluded.est, excluded.unit_price,
            excluded.currency, excluded.parent_id, excluded.transferred_on
        )
        then excluded.changed_in
        else subscription_fact.changed_in
    end,
    gone = excluded.gone,
    last_day = excluded.last_day,
    channel = excluded.channel,
    seller_id = excluded.seller_id,
    seller_name = excluded.seller_name,
    commerce = excluded.commerce,
    product_type = excluded.product_type,
    offer_id = excluded.offer_id,
    offer_name = excluded.offer_name,
    friendly_name = excluded.friendly_name,
    quantity = excluded.quantity,
    assigned = excluded.assigned,
    status = excluded.status,
    status_since = excluded.status_since,
    auto_renew = excluded.auto_renew,
    end_of_term = excluded.end_of_term,
    term = excluded.term,
    term_start = excluded.term_start,
    created = excluded.created,
    commitment_end = excluded.commitment_end,
    commitment_end_at = excluded.commitment_end_at,
    cancellable_until = excluded.cancellable_until,
    billing_cycle = excluded.billing_cycle,
    trial = excluded.trial,
    est = excluded.est,
    unit_price = excluded.unit_price,
    currency = excluded.currency,
    parent_id = excluded.parent_id,
    transferred_on = excluded.transferred_on
where subscription_fact.observed_at <= excluded.observed_at
