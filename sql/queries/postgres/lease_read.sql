-- Locks the row until the end of the transaction: nobody takes the lease over
-- between this look and the commit.
select holder, epoch, expires_at from lease where name = ? for update
