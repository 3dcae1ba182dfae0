delete from told where sending = ?
