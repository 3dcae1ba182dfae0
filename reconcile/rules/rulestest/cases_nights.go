package rulestest

// nightCases are about what several deliveries together say.
func nightCases() []Case {
	const full = renewing + paid
	const opensIn30 = "2026-08-20"
	return []Case{
		one("nights: seen every night is as seen once", opensIn30, full,
			"auto-renew-on critical source-partner 2026-09-01 2400.00EUR").
			whole().after(nightly("2026-08-18", theirs+full), nightly("2026-08-19", theirs+full)),
		one("nights: a second source knows the seats only", opensIn30, "", // worked case 43
			"auto-renew-on critical source-partner 2026-09-01 4200.00EUR").
			having("subscription_id=s tenant_id=t quantity=35").from("psa").
			after(nightly("2026-08-19", theirs+full)),
		one("nights: a move expects the end of its first night", opensIn30,
			"term=P1Y commitment_end=2027-09-01 auto_renew=true end_of_term= cancellable_until=2026-09-08 "+paid,
			"renewed-in-window critical source-partner 2026-09-07T23:59:59.999999Z 2400.00EUR").
			shows("renewed-in-window expected_end=2026-08-01").
			after(nightly("2026-07-01", theirs+full+"commitment_end=2026-08-01")),
	}
}
