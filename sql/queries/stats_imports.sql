select source, kind, observed_at, rows_stored, rejected
from import
where seq in (select max(seq) from import group by source, kind)
order by source, kind
