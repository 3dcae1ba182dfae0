select finding_id, milestone, version, urgency, over
from told
where sending = ?
order by finding_id
