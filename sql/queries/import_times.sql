select source, observed_at from import where kind = ? order by source, observed_at
