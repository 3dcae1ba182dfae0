-- Of nights that began before an instant.
(take) from night_step where night in (select seq from night where started_at < ?)
