select
    seq, line, as_of, started_at, finished_at, state, started_by, actor, reason, tenants, policy, policy_hash, version,
    summary, trend
from run
where seq = ?
