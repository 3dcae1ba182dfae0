package rulestest

// inferredCases are about extended terms that no source names: the end moves on
// month by month.
func inferredCases() []Case {
	const month = "term=P1Y commitment_end=2026-10-01 auto_renew=false end_of_term= "
	const running = "est-scheduled high source-partner 2026-10-01 -"
	return []Case{
		one("inferred: the end has moved on by a month", "2026-09-03", month, running).after(night("2026-08-20", theirs+extending)).
			shows("est-scheduled running=yes", "est-scheduled assumes=est-inferred"),
		one("inferred: by a second month, with auto-renew on", "2026-10-03", month+"commitment_end=2026-11-01 auto_renew=true",
			"est-scheduled high source-partner 2026-11-01 -").
			after(night("2026-08-20", theirs+extending), night("2026-09-03", theirs+month)).shows("est-scheduled running=yes"),
		one("inferred: it was chosen", "2026-09-03", month, running).after(night("2026-08-20", theirs+bridged)),
		one("inferred: a date that was corrected in time is none", "2026-08-21", month,
			"est-auto-convert critical source-partner 2026-10-01 -").after(night("2026-08-20", theirs+extending)),
		one("inferred: it was to be cancelled", "2026-09-03", month, "est-auto-convert critical source-partner 2026-10-01 -").
			after(night("2026-08-20", theirs+cancelled)).moved(move + "expected_end=2026-10-01"),
	}
}
