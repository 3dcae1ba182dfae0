select seq, schedule, started_at, finished_at, state, run from night where run = ? order by seq desc limit 1
