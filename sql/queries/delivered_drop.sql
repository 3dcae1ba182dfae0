drop table delivered
