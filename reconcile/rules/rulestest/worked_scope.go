package rulestest

// workedScope are the worked cases about what is in scope: of extended terms, and
// of the market that we sell in.
func workedScope() []Case {
	market := func(name, ours, theirs string, want ...string) Case {
		return one(name, before, cancelled, want...).in(nowhere + theirs).sellingIn(ours)
	}
	return []Case{
		market("39 one market, in Europe", "DE", "GB"),
		market("39 one market, in Asia", "SG", "MY"),
		market("39 a territory of another market", "US", "PR", "region-mismatch critical us 2026-09-01 -"),
		market("40 a country by its name", "DE", "Germany", "unknown-value medium us - -"),
	}
}
