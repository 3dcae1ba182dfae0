-- Of two rows with one id the later counts: the newest observation, and of equal
-- ones the source that sorts first.
select
    offer_id, title, on_sale_until, renewable_until, seat_cap, monthly_plan, monthly_price, currency, equivalent_to
from offer
order by observed_at, source desc, offer_id
