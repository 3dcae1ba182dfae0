select count(*) from run where seq < ? and state in ('complete', 'partial')
