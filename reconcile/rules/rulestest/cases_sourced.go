package rulestest

import "slices"

// sourcedCases are about where facts come from.
func sourcedCases() []Case { return slices.Concat(oldCases(), billedRowCases(), replacedValueCases()) }

func oldCases() []Case {
	const row = "subscription_id=s tenant_id=t "
	const fires, says = "auto-renew-on critical source-partner 2026-09-01 -", "auto-renew-on assumes=old-value"
	// What the platform said is five days old; what it alone knows is used.
	old := func(name, then, now string, want ...string) Case {
		return one("old-value: "+name, opening, "", want...).having(row + now).after(night("2026-05-29", theirs+renewing+then).from("psa"))
	}
	const all = "channel=csp seller_id=99999999-9999-9999-9999-999999999999 status=active quantity=20 "
	return []Case{
		old("the end", "", "quantity=20 status=active auto_renew=true end_of_term=", fires).shows(says),
		old("the seats", "", "status=active "+renewing, fires).shows(says),
		old("the status", "", "quantity=20 "+renewing, fires).shows(says),
		old("auto-renew", "", all+"commitment_end=2026-09-01 end_of_term=", fires).shows(says),
		old("an offer decides nothing", "", all+renewing, fires).lacks(says),
		old("an old auto-renew off is none", "auto_renew=false end_of_term=", all+"term=P1Y commitment_end=2026-09-01",
			"end-of-term-unknown high source-partner 2026-09-01 -").shows("end-of-term-unknown assumes=old-value"),
		old("auto-renew of a row that is suspended", "", "status=suspended quantity=20 commitment_end=2026-09-01",
			"suspended-billed medium source-partner 2026-09-01 -", "suspended-near-end high us 2026-09-01 -").lacks("suspended-billed assumes=old-value"),
		one("old-value: two days are not old", opening, "", fires).having(row + "quantity=20").
			after(night("2026-06-01", theirs+renewing).from("psa")).lacks(says),
	}
}

func billedRowCases() []Case {
	const fires = "auto-renew-on critical source-partner 2026-09-01 -"
	return []Case{
		one("charges-only: a bill alone", opening, renewing, fires).from("reconciliation").shows("auto-renew-on assumes=charges-only"),
		one("charges-only: and another source", opening, renewing, fires).lacks("auto-renew-on assumes=charges-only").
			after(night("2026-06-02", theirs+renewing).from("reconciliation")),
		one("charges-only: an invalid row", before, distant+"quantity=-1", "invalid-row medium us - -").from("reconciliation").
			shows("invalid-row assumes=charges-only"),
	}
}

func replacedValueCases() []Case {
	const fires = "unknown-value medium us - -"
	replaced := func(name, said string) Case {
		return one("unknown-value: replaced, "+name, before, "", fires).having(theirs + distant + said).from("partner-center").
			after(night("2026-06-01", theirs+distant)).counts("far-renewal 1")
	}
	return []Case{
		replaced("channel", "channel=retail").shows("unknown-value subject=channel=retail", "unknown-value row_ids=s"),
		replaced("status", "status=locked").shows("unknown-value subject=status=locked"),
		replaced("an action", "end_of_term=transition").shows("unknown-value subject=end_of_term=transition"),
		replaced("a term of two sources", "term=P5Y").shows("unknown-value rows=1").
			after(night("2026-06-01T12:00:00Z", theirs+distant+"term=P5Y").from("psa")),
	}
}
