select s.seller_id, (known seller)
from run as r
join seller_version as s on (s in r)
where r.seq = ?
order by s.seller_id
