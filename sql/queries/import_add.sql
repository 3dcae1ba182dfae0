insert into import (
    seq, source, kind, observed_at, sha256, complete, rows_stored, changed, gone, rejected, carries, actor, reason
)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
