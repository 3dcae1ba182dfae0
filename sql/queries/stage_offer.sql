create temporary table staged as
select
    cast(0 as bigint) as line, offer_id as tenant_id, offer_id as item, cast(0 as smallint) as rejected, observed_at,
    title, on_sale_until, renewable_until, seat_cap, monthly_plan, monthly_price, currency, equivalent_to
from offer
where false
