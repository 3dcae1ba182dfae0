select (seller)
from seller
order by seller_id, source
