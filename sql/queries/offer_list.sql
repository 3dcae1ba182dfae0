-- Of two rows with one id the later counts: the newest observation, and of equal
-- ones the source that sorts first.
select (offer)
from offer
order by observed_at, source desc, offer_id
