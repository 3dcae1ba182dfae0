insert into sync_pass (source, seq, began, ended, state, lacks, spool, customers, read, not_read, no_access, rejected)
values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
