delete from stuck_file
