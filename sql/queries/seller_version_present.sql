-- What earlier runs of a line left as the present sellers.
select s.seller_id, (known seller)
from seller_version as s
where s.line = ? and s.from_run < ? and s.to_run = ?
