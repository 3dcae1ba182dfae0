-- The server expects few rows to have changed, and would go through all and sort them
-- for each page of changed ones.
set local enable_sort = off
