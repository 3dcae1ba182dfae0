-- The first run that must stay: one that is not old, or whose reports are still to be
-- written, or that has not ended.
select coalesce(min(seq), 9223372036854775807)
from run
where started_at >= ? or state = 'running' or unwritten = 1 and state in ('complete', 'partial')
