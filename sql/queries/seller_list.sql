-- Of two rows with one id the later counts: the newest observation, and of equal
-- ones the source that sorts first.
select (seller)
from seller
order by observed_at, source desc, seller_id
