-- The last run whose findings are the present state; 0 before the first.
select coalesce(max(seq), 0) from run where line = 0 and state in ('complete', 'partial')
