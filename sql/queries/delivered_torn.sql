-- Tenants that were passed over, and of which the delivery has rows elsewhere.
select count(*) from delivered where loose = 1 and confirmed = 1
