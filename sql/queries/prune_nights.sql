(take) from night where started_at < ?
