-- Whether there is a delivery of a kind by a source, and when the last one was seen, as it
-- was stored.
select count(*), coalesce(max(observed_at), 0)
from import
where seq = (select max(seq) from import where source = ? and kind = ? and forgotten = 0)
