-- No run ends before it has begun, whatever the clocks say.
update run
set state = ?, finished_at = case when started_at > cast(? as bigint) then started_at else cast(? as bigint) end
where seq = ?
