-- When the last delivery of a kind by a source was seen, as it was stored.
select coalesce(max(observed_at), 0)
from import
where seq = (select max(seq) from import where source = ? and kind = ?)
