insert into run (
    seq, line, as_of, started_at, state, started_by, actor, reason, tenants, policy, policy_hash, version, summary,
    lease, epoch, decided, unwritten
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
