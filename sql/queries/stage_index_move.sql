create index staged_move on staged (tenant_id, source_id, target_key)
