-- Begins with what the run has changed, which is little, and not with the present
-- versions of all findings: hence the join, and the pluses for SQLite.
update finding_version
set to_run = ?
from (
    select tenant_id, finding_id from finding_version where from_run = ?
    union all
    select tenant_id, finding_id from resolution where run = ?
) as x
where finding_version.tenant_id = x.tenant_id
    and finding_version.finding_id = x.finding_id
    and +finding_version.line = ?
    and +finding_version.to_run > ?
    and finding_version.from_run < ?
