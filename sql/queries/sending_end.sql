update sending set
    state = ?,
    twice = case when ? = 1 then 1 else twice end,
    tries = tries + ?,
    words = ?,
    ended_at = ?
where key = ?
