-- Nobody ends a night that another one follows.
update night set state = 'interrupted', finished_at = ? where state = 'running'
