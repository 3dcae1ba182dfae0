create index staged_item on staged (tenant_id, item)
