select distinct carries from import where source = ? and kind = ? and forgotten = 0
