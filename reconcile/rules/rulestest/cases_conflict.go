package rulestest

import "slices"

func factConflictCases() []Case {
	return slices.Concat(rowConflictCases(), sourceConflictCases(), twiceCases())
}

// from makes a night one of another source.
func (n Night) from(source string) Night {
	n.Source = source
	return n
}

func rowConflictCases() []Case {
	const row = "subscription_id=s tenant_id=t "
	const renews = "auto-renew-on critical source-partner 2026-09-01 -"
	// What Partner Center says is used, and read a day before what the platform says.
	differ := func(name, said string, want ...string) Case {
		return one("fact-conflict: "+name, opening, "", want...).having(row + said).from("psa").
			after(night("2026-06-02", theirs+renewing).from("partner-center"))
	}
	const check, soon = "fact-conflict medium us 2026-09-01 -", "fact-conflict high us 2026-09-01 -"
	return []Case{
		differ("seats", "quantity=35", check, renews).
			shows("fact-conflict differs=quantity: 20 (partner-center), 35 (psa)", "fact-conflict subject="),
		differ("the same", "quantity=20 auto_renew=true", renews),
		differ("nothing said", "quantity= auto_renew=", renews),
		differ("a day", "commitment_end=2026-09-02", check, renews),
		differ("two days", "commitment_end=2026-09-03", soon, renews),
		one("fact-conflict: two days, not near", before, "", check).having(row + "commitment_end=2026-09-03").from("psa").
			after(night("2026-06-01", theirs+renewing).from("partner-center")),
		differ("what follows is another", "auto_renew=false", soon, renews),
		differ("what follows is another by choice", "end_of_term=cancel", soon, renews).
			shows("fact-conflict differs=end_of_term: none (partner-center), cancel (psa)"),
		differ("what follows is the same", "end_of_term=renew", check, renews),
		differ("disabled", "status=disabled", soon, renews),
		differ("pending", "status=pending", check, renews),
		differ("the seller", "seller_id=88888888-8888-8888-8888-888888888888", check, renews),
		differ("the price is none", paid+"unit_price=11.00", "auto-renew-on critical source-partner 2026-09-01 2640.00EUR"),
		differ("several", "quantity=35 auto_renew=false", soon, renews).
			shows("fact-conflict differs=auto_renew: true (partner-center), false (psa); quantity: 20 (partner-center), 35 (psa)"),
		differ("a bill", "quantity=35 commitment_end=2026-09-10", renews).from("reconciliation"),
		differ("an old one", "quantity=35", check, renews).from("csv").
			after(night("2026-05-30", theirs+renewing+"quantity=50").from("psa")),
		differ("three sources", "quantity=35", check, renews).after(night("2026-06-02T12:00:00Z", row+"quantity=40").from("giacom")).
			shows("fact-conflict differs=quantity: 20 (partner-center), 35 (psa), 40 (giacom)"),
		one("fact-conflict: the other was read before", opening, "", renews).having(theirs+renewing+"quantity=25").from("partner-center").
			after(night("2026-06-02", row+"quantity=20").from("psa"), night("2026-06-01", theirs+renewing).from("partner-center")),
		one("fact-conflict: and was read again", opening, "", check, renews).having(row + "quantity=20").from("psa").
			after(night("2026-06-02", theirs+renewing+"quantity=25").from("partner-center")),
		differ("software", "quantity=35", renews).after(night("2026-06-02", theirs+renewing+"product_type=software").from("partner-center")),
		alone("fact-conflict: ours", opening, "subscription_id=o tenant_id=t quantity=35", check).from("psa").
			after(quiet("2026-06-02", ours+renewing).from("partner-center")),
		alone("fact-conflict: neither a source nor ours", opening, row+"quantity=35").from("psa").
			after(quiet("2026-06-02", theirs+renewing).from("partner-center")).counts("unwatched 1"),
		differ("no state", "quantity=35 status=none", "fact-conflict medium us 2026-09-01 -").
			after(night("2026-06-02T12:00:00Z", theirs+renewing+"status=none").from("partner-center")),
	}
}

// sourceConflictCases are about two sources that differ throughout.
func sourceConflictCases() []Case {
	differ := func(name string, n int, said string, want ...string) Case {
		return alone("fact-conflict: "+name, before, "", want...).having(repeat(n, "subscription_id=o%d tenant_id=t "+said)...).from("psa").
			after(quiet("2026-06-01", repeat(n, ours+renewing+"subscription_id=o%d")...).from("partner-center"))
	}
	const row, all = "fact-conflict medium us 2026-09-01 -", "fact-conflict medium us 2026-09-01 -"
	return []Case{
		differ("twenty rows", 20, "quantity=35", slices.Repeat([]string{row}, 20)...).shows("fact-conflict subscription=o001"),
		differ("more than twenty rows", 21, "quantity=35", all).
			shows("fact-conflict subject=quantity:partner-center+psa", "fact-conflict rows=21", "fact-conflict kind=throughout"),
		differ("more than twenty rows, and another column", 21, "quantity=35", all, row).
			having(append(repeat(20, "subscription_id=o%d tenant_id=t quantity=35"), "subscription_id=o021 tenant_id=t quantity=35 seller_name=x status=pending")...),
		differ("the same day beside on two", 2, "commitment_end=2026-09-02", row, row),
		differ("the same day beside on three", 3, "commitment_end=2026-09-02", all).
			shows("fact-conflict subject=commitment_end:partner-center+psa", "fact-conflict kind=renewal-day", "fact-conflict other_source=psa"),
		differ("another day beside on one", 3, "", row, row, row).having(append(repeat(2, "subscription_id=o%d tenant_id=t commitment_end=2026-09-02"),
			"subscription_id=o003 tenant_id=t commitment_end=2026-08-31")...),
		differ("one that agrees", 4, "", row, row, row).having(append(repeat(3, "subscription_id=o%d tenant_id=t commitment_end=2026-09-02"),
			"subscription_id=o004 tenant_id=t commitment_end=2026-09-01")...),
	}
}

// twiceCases are about rows of sources that make their own ids up.
func twiceCases() []Case {
	const twice = "fact-conflict medium us - -"
	prefixed := repeat(2, ours+renewing+"subscription_id=giacom:%d")
	return []Case{
		alone("fact-conflict: perhaps twice", before, "", twice).having(prefixed...).from("giacom").
			after(quiet("2026-06-01", theirs+renewing)).
			shows("fact-conflict subject=perhaps-twice:giacom", "fact-conflict rows=2", "fact-conflict row_ids=giacom:001 giacom:002"),
		alone("fact-conflict: nobody has ids of Microsoft's", before, "").having(prefixed...).from("giacom").counts("far-renewal 2"),
	}
}
