-- The record stays: it says when findings were last seen that a later run has not looked
-- at, and its summary is a point of the trend.
update run set state = 'pruned', trend = '[]' where seq < ? and state in ('complete', 'partial')
