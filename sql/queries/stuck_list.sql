select folder, name, size, modified_at, sha256, refused from stuck_file order by folder, name
