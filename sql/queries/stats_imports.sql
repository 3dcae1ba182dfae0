select source, kind, observed_at, rows_stored, rejected, complete
from import
where seq in (select max(seq) from import where forgotten = 0 group by source, kind)
order by source, kind
