-- What sellers are called, by the files of sellers and by the rows of subscriptions; one
-- without a name too.
select seller_id, name, ''
from seller
union
select seller_id, seller_name, ''
from subscription_fact
where seller_id <> ''
order by 1, 2
