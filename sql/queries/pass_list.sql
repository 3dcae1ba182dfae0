select (pass)
from sync_pass
where source = ?
order by seq desc
limit ?
