delete from sync_customer where source = ?
