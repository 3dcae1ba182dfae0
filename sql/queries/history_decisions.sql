select kind, actor, reason, until_day, decided_at, after_run
from decision
where tenant_id = ? and finding_id = ?
order by seq
