-- The rows that a source has before a delivery.
select count(*) from (table) where source = ? and (still_there)
