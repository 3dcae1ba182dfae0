delete from (table) where source = ?
