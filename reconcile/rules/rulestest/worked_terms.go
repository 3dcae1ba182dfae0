package rulestest

// workedTerms are the worked cases about terms that begin anew, are corrected or
// are not known.
func workedTerms() []Case {
	corrected := one("36 an end that was put right", "2026-11-29", "term=P1Y commitment_end=2027-01-20 auto_renew=true end_of_term=",
		"auto-renew-on critical source-partner 2027-01-20 -").moved(move + "expected_end=2027-01-12")
	blind := one("57 renewed, in a feed without windows", "2026-10-02", "term=P1Y commitment_end=2027-09-30 auto_renew=true end_of_term=",
		"renewed-in-window critical source-partner 2026-10-08T00:00:00Z -").moved(move + "expected_end=2026-09-30").
		shows("renewed-in-window assumes=window-derived")
	monthly := one("58 a month follows a month", "2026-10-02", "term=P1M commitment_end=2026-10-31 auto_renew=true end_of_term=",
		"auto-renew-on medium source-partner 2026-10-31 -").moved(move + "expected_end=2026-09-30")
	return []Case{corrected, blind, monthly}
}
