insert into stuck_file (folder, name, size, modified_at, sha256, refused) values (?, ?, ?, ?, ?, ?)
