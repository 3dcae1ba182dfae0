select kind, actor, reason, until_day, decided_at, after_run
from decision
where finding_id = ?
order by seq
