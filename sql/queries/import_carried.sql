select distinct carries from import where source = ? and kind = ?
