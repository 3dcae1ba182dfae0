select seq, schedule, started_at, finished_at, state, run from night order by seq desc limit ?
