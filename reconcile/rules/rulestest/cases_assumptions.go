package rulestest

// sourceCases are about what rests on who told it.
func sourceCases() []Case {
	const end = "2026-08-31"
	return []Case{
		one("sources: only an old one knows the end", "2026-08-20", "", "auto-renew-on critical source-partner 2026-09-01 -").
			having("subscription_id=s tenant_id=t offer_name=Basic").from("psa").
			after(night("2026-08-15", theirs+renewing)).shows("auto-renew-on assumes=old-value"),
		one("sources: only bills know it", "2026-08-20", "", "end-of-term-unknown high source-partner "+end+" -").
			having(theirs + "term=P1Y term_start=2026-08-01 commitment_end=" + end).from("reconciliation").
			shows("end-of-term-unknown assumes=charges-only"),
	}
}
