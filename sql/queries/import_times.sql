select source, observed_at from import where kind = ? and forgotten = 0 order by source, observed_at
