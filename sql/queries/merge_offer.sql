insert into offer (
    offer_id, source, observed_at, changed_in, title, on_sale_until, renewable_until, seat_cap, monthly_plan,
    monthly_price, currency, equivalent_to
)
select
    item, cast(? as text), observed_at, cast(? as bigint), title, on_sale_until, renewable_until, seat_cap,
    monthly_plan, monthly_price, currency, equivalent_to
from staged
where rejected = 0
order by item
on conflict (offer_id, source) do update set
    observed_at = excluded.observed_at,
    changed_in = case
        when (
            offer.title, offer.on_sale_until, offer.renewable_until, offer.seat_cap, offer.monthly_plan,
            offer.monthly_price, offer.currency, offer.equivalent_to
        ) is distinct from (
            excluded.title, excluded.on_sale_until, excluded.renewable_until, excluded.seat_cap,
            excluded.monthly_plan, excluded.monthly_price, excluded.currency, excluded.equivalent_to
        )
        then excluded.changed_in
        else offer.changed_in
    end,
    title = excluded.title,
    on_sale_until = excluded.on_sale_until,
    renewable_until = excluded.renewable_until,
    seat_cap = excluded.seat_cap,
    monthly_plan = excluded.monthly_plan,
    monthly_price = excluded.monthly_price,
    currency = excluded.currency,
    equivalent_to = excluded.equivalent_to
where offer.observed_at <= excluded.observed_at
