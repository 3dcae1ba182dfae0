select (offer)
from offer
order by offer_id, source
