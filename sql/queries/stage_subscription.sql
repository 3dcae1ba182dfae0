create temporary table staged as
select
    cast(0 as bigint) as line, tenant_id, subscription_id as item, cast(0 as smallint) as rejected, observed_at,
    last_day, channel, seller_id, seller_name, commerce, product_type, offer_id, offer_name, friendly_name, quantity,
    assigned, status, status_since, auto_renew, end_of_term, term, term_start, created, commitment_end,
    commitment_end_at, cancellable_until, billing_cycle, trial, est, unit_price, currency, parent_id, transferred_on
from subscription_fact
where false
