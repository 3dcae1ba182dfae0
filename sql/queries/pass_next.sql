select coalesce(max(seq), 0) + 1 from sync_pass where source = ?
