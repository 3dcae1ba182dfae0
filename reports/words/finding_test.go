package words_test

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reports/words"
)

func TestFillTemplate(t *testing.T) {
	values := map[string]string{"a": "one", "name": "Contoso\nInc.", "braces": "{a}", "blank": " \t"}
	for _, c := range []struct{ template, want string }{
		{"", ""},
		{"nothing to fill", "nothing to fill"},
		{"{a}", "one"},
		{"{a}, {a} and {a}.", "one, one and one."},
		{"{nobody} knows", "– knows"},
		{"a value is not a template: {braces}", "a value is not a template: {a}"},
		{"{name} stays one line", "Contoso Inc. stays one line"},
		{"{blank}", "–"},
		{"open { brace", "open { brace"},
		{"{a} then {open", "one then {open"},
	} {
		got := words.FillTemplate(c.template, func(key string) string { return values[key] })
		if got != c.want {
			t.Errorf("%q gives %q, want %q", c.template, got, c.want)
		}
	}
}

func TestOneLineHoldsNoBreak(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := words.OneLine(rapid.String().Draw(t, "text"))
		for _, r := range line {
			if unicode.IsControl(r) || strings.ContainsRune("\u2028\u2029\u202e\u2066", r) {
				t.Fatalf("%q holds %U", line, r)
			}
		}
	})
}

func FuzzFillTemplate(f *testing.F) {
	for _, seed := range []string{"", "{a}", "{", "}{", "{a}{b", "{{a}}", "ü{ä}\xff"} {
		f.Add(seed, "x{a}\n")
	}
	f.Fuzz(func(t *testing.T, template, value string) {
		got := words.FillTemplate(template, func(string) string { return value })
		if !strings.ContainsAny(template, "{}") && got != template {
			t.Errorf("%q without a placeholder became %q", template, got)
		}
	})
}

func ended(code reconcile.Code, evidence ...string) *reconcile.Finding {
	end := reconcile.NewDay(2026, time.November, 27)
	f := &reconcile.Finding{
		Code: code, Severity: reconcile.Critical, Owner: reconcile.OwnerUs, Due: reconcile.DueDay(end),
		TenantName: "Contoso", OfferName: "Business Basic", Quantity: reconcile.CountOf(25),
		LastDay: end, CoverBy: end, Outcome: reconcile.Renews,
	}
	for i := 0; i < len(evidence); i += 2 {
		f.Evidence = append(f.Evidence, reconcile.Evidence{Key: evidence[i], Value: evidence[i+1]})
	}
	return f
}

// noon is when the sentences are read: a week before what they are about ends.
var noon = time.Date(2026, time.November, 20, 12, 0, 0, 0, time.UTC)

func nameless(f *reconcile.Finding) *reconcile.Finding {
	f.TenantID, f.SubscriptionID, f.TenantName, f.OfferName = "tenant-1", "s-1", "", ""
	return f
}

func endless(f *reconcile.Finding) *reconcile.Finding {
	f.LastDay, f.CoverBy = reconcile.NewDay(9999, time.December, 31), reconcile.NewDay(9999, time.December, 31)
	return f
}

func undated(f *reconcile.Finding) *reconcile.Finding {
	f.LastDay, f.CoverBy = 0, 0
	return f
}

func undue(f *reconcile.Finding) *reconcile.Finding {
	f.Due = reconcile.Due{}
	return f
}

func uncounted(f *reconcile.Finding) *reconcile.Finding {
	f.Quantity = reconcile.Count{}
	return f
}

func assuming(f *reconcile.Finding, a ...reconcile.Assumption) *reconcile.Finding {
	f.Assumptions = a
	return f
}

// TestSentences shows one sentence of each variant, and what somebody else than
// us is asked for.
func TestSentences(t *testing.T) {
	by := func(owner reconcile.Owner, f *reconcile.Finding) *reconcile.Finding {
		f.Owner = owner
		return f
	}
	worth := func(severity reconcile.Severity, f *reconcile.Finding) *reconcile.Finding {
		f.Severity = severity
		return f
	}
	table := table(t, "en")
	for _, c := range []struct {
		finding *reconcile.Finding
		variant string
		want    string // part of message and action
	}{
		{ended("auto-renew-on", "auto_renew", "yes", "term", "P1Y"), "", "Auto-renew of Business Basic is on: after 27 Nov 2026 it renews for another term (one year)."},
		{ended("auto-renew-on", "auto_renew", "yes"), "no-term", "it renews for another term, whose length is not known."},
		{ended("auto-renew-on", "auto_renew", "no"), "scheduled-no-term", "A new term of Business Basic, whose length is not known, is scheduled"},
		{ended("auto-renew-on", "auto_renew", "yes", "term", "P1Y"), "", "Take the next step of its plan by 27 Nov 2026."},
		{ended("auto-renew-on", "auto_renew", "no", "term", "P1Y"), "scheduled", "A new term of Business Basic is scheduled"},
		{by(reconcile.OwnerSourcePartner, ended("auto-renew-contradiction")), "", "Ask the current partner to make both"},
		{ended("auto-renew-contradiction", "auto_renew", "no", "end_of_term", "renew"), "off", "is off, but something else is set for its end on 27 Nov 2026: a new term."},
		{ended("auto-renew-contradiction", "auto_renew", "yes", "end_of_term", "cancel"), "", "is on, but something else is set for its end on 27 Nov 2026: cancel"},
		{by(reconcile.OwnerProvider, ended("end-of-term-unknown")), "", "Ask our provider for auto-renew"},
		{ended("lapse-unplanned", "on_purpose", "yes"), "on-purpose", "Have the customer confirm"},
		{ended("renewal-commitment", "unassigned", "5"), "unassigned", "5 of them unassigned"},
		{ended("est-scheduled", "running", "yes"), "running", "the next one follows"},
		{ended("end-date-approaching", "access", "no"), "no-access", "nobody can work after 27 Nov 2026"},
		{ended("end-date-approaching", "access", "disputed"), "disputed", "sources differ whether people can work after that day"},
		{ended("cancel-without-cover"), "undocumented", "how long the data is kept is not documented"},
		{ended("cancel-without-cover", "data_until", "2027-02-25"), "", "the data is assumed to be kept until 25 Feb 2027"},
		{ended("grace-open", "access", "no", "data_until", "2027-02-25"), "no-access", "nobody can work with it"},
		{ended("grace-open", "access", "yes", "data_until", "2027-02-25"), "", "people can work until 27 Nov 2026"},
		{ended("grace-open", "access", "disputed", "data_until", "2027-02-25"), "disputed", "sources differ whether people can still work"},
		{ended("grace-open", "access", "no"), "undocumented", "how long the data is kept is not documented"},
		{undated(ended("grace-open", "access", "yes")), "undated", "until when people can work is not known"},
		{ended("grace-open", "access", "yes", "before_end", "yes"), "before-end-unknown", "since when is not known"},
		{ended("grace-open", "access", "yes", "before_end", "yes", "status_since", "2026-11-01"), "before-end", "expired since 1 Nov 2026, before the end of its term, 27 Nov 2026"},
		{ended("grace-open", "access", "no", "before_end", "yes", "status_since", "2026-11-01"), "before-end-no-access", "before the end of its term, 27 Nov 2026, and is not replaced. Take the next step"},
		{ended("grace-missed", "data_until", "2027-02-25"), "", "disabled since its end on 27 Nov 2026"},
		{ended("grace-missed"), "undated", "when its data goes is not known"},
		{ended("grace-missed", "before_end", "yes"), "before-end-unknown", "since when, and when the data goes, is not known"},
		{
			ended("grace-missed", "before_end", "yes", "status_since", "2026-11-01", "data_until", "2027-01-30"), "before-end",
			"since 1 Nov 2026, before the end of its term, 27 Nov 2026, and is not replaced; the data goes after 30 Jan 2027",
		},
		{ended("suspended-near-end"), "undocumented", "ends on 27 Nov 2026 without a replacement."},
		{by(reconcile.OwnerCustomer, assuming(ended("est-auto-convert"), reconcile.DirectDefault)), "direct", "sources differ whether it then ends or goes on"},
		{ended("tenant-limit-exceeded", "to_duplicate", "151", "doubled_limit", "150"), "doubled", "Do not duplicate more than 150"},
		{ended("tenant-limit-exceeded", "to_duplicate", "150", "doubled_limit", "150"), "", "Let old subscriptions end"},
		{ended("seat-pool-exceeded", "seats", "400", "planned_seats", "0"), "today", "has 400 seats"},
		{ended("region-mismatch", "country", "", "partner_country", "DE"), "unknown", "The country of Contoso is not known"},
		{ended("relationship-missing", "relationship", ""), "unknown", "Look up the relationship"},
		{ended("relationship-missing", "relationship", "microsoft_support"), "", "is Microsoft support, not reseller"},
		{ended("quantity-mismatch", "needed", "20", "target_seats", "25", "difference", "5"), "surplus", "5 seats more than the source: 25 seats instead of 20"},
		{ended("quantity-mismatch", "needed", "20", "target_seats", "18", "difference", "2"), "", "have 2 seats too few: 18 seats instead of 20. Add 2 seats"},
		{worth(reconcile.Medium, ended("offer-discontinued")), "equivalent", "the catalogue lists an equivalent"},
		{ended("coverage-gap", "gap_from", "2026-11-28"), "open", "nothing covers it from 28 Nov 2026 on"},
		{ended("move-conflict", "kind", "source-twice", "named", "s-1"), "source-twice", "the same source s-1"},
		{ended("move-conflict", "kind", "source-unknown", "named", "s-1"), "source-unknown", "names the source s-1"},
		{ended("move-conflict", "kind", "target-twice", "named", "s-1"), "target-twice", "the same target s-1"},
		{ended("move-conflict", "kind", "target-unknown", "named", "s-1"), "target-unknown", "names the target s-1"},
		{worth(reconcile.High, ended("double-billing", "target_start", "2026-11-20")), "goes-on", "has been replaced since 20 Nov 2026 but goes on after 27 Nov 2026 (renews)"},
		{worth(reconcile.High, ended("double-billing")), "goes-on-undated", "is replaced but goes on after 27 Nov 2026 (renews)"},
		{ended("est-running-duplicate"), "undated", "although its replacement is active."},
		{undue(ended("transfer-expiring", "transfer", "t-1", "items", "2")), "undated", "is pending; when it expires is not known."},
		{ended("source-replaced", "left_on", "2026-11-01", "successor_offer", "Premium", "successor_seats", "5"), "undated", "Premium of the same seller (5 seats) has taken"},
		{ended("invalid-row", "invalid", "negative-seats", "quantity", "-3"), "negative-seats", "has −3 seats"},
		{ended("invalid-row", "invalid", "end-before-start", "term_start", "2026-12-01"), "end-before-start", "on 1 Dec 2026"},
		{ended("invalid-row", "invalid", "no-status", "rows", "2", "source", "psa"), "no-status", "rows from psa without a status (rows: 2)"},
		{ended("invalid-row", "invalid", "no-end-date", "rows", "4", "source", "csv"), "no-end-date", "rows from csv without an end date (rows: 4)"},
		{by(reconcile.OwnerCustomer, ended("credit-candidate")), "", "Let the customer ask"},
		{ended("transfer-not-available", "route", "partner-transfer", "channel", ""), "", "bought through an unknown channel"},
		{ended("transfer-blocks-change", "blocked", "auto-renew-on"), "", "(Auto-renew is on)"},
		{ended("end-of-term-unknown", "reason", "no-action-field"), "", "the source cannot show whether an action is scheduled"},
		{ended("azure-switch", "seller", "Northwind"), "", "another partner (Northwind)"},
		{ended("azure-switch"), "unnamed", "billed by another partner: it"},
		{uncounted(ended("trial-converts")), "", "Business Basic (an unknown number of seats)"},
		{ended("renewal-processing", "until", "2026-11-28T23:59:59Z"), "", "refused until 28 Nov 2026, 23:59 UTC"},
		{ended("date-conflict", "commitment_end", "2026-11-27T00:00:00Z", "commitment_end_at", "soon"), "", "27 Nov 2026, 00:00 UTC and soon"},
		{ended("date-conflict", "commitment_end", "9999-12-31T23:59:59Z"), "", "no end"},
		{endless(ended("double-billing", "target_start", "2026-11-20")), "", "no end"},
		{ended("unknown-value", "column", "status", "value", "paused", "rows", "2"), "", "holds paused, which"},
		{ended("unknown-value", "column", "note", "value", "unreadable", "rows", "2"), "unreadable", "The column note of Contoso could not be read and is unknown (rows: 2)."},
		{ended("unknown-value", "column", "currency", "rows", "2"), "withheld", "The column currency of Contoso holds a value that is not known (rows: 2)."},
		{nameless(ended("transfer-expiring", "transfer", "t-1")), "", "Transfer request t-1 of tenant-1"},
		{nameless(ended("suspended-billed", "status_since", "2026-11-01")), "", "s-1 has been suspended since 1 Nov 2026"},
		{nameless(ended("suspended-billed")), "undated", "s-1 is suspended: nobody can use it, and it is billed until 27 Nov 2026."},
		{endless(ended("suspended-billed", "status_since", "2026-11-01")), "endless", "billed on. Reactivate it, or accept the cost; suspending"},
		{undue(ended("legacy-suspended")), "undated", "will be deleted 90 days after that"},
		{ended("made-up"), "", "made-up"},
	} {
		if got := table.VariantOf(c.finding); got != c.variant {
			t.Errorf("%s %v: variant %q, want %q", c.finding.Code, c.finding.Evidence, got, c.variant)
		}
		said := table.Message(c.finding) + " " + table.Action(c.finding, noon)
		if !strings.Contains(said, c.want) {
			t.Errorf("%s says %q, want %q in it", c.finding.Code, said, c.want)
		}
	}
}

func TestDueAtAnInstantKeepsItsTime(t *testing.T) {
	f := ended("renewed-in-window")
	f.Due = reconcile.DueAt(time.Date(2026, time.November, 24, 19, 27, 3, 0, time.UTC))
	if got := table(t, "en").Message(f); !strings.Contains(got, "until 24 Nov 2026, 19:27 UTC") {
		t.Errorf("message %q does not name the instant", got)
	}
}

func TestBasis(t *testing.T) {
	e := reconcile.Exposure{Basis: reconcile.BasisNextTerm, Args: []reconcile.Evidence{{Key: "seats", Value: "25"}, {Key: "unit_price", Value: "4.00"}}}
	if got := table(t, "en").Basis(e); got != "" {
		t.Errorf("no amount has the basis %q", got)
	}
	e.Amount = reconcile.Amount{Minor: 120000, Currency: "EUR"}
	if got, want := table(t, "en").Basis(e), "Next term (seats × price × billing periods): 25 × EUR 4.00 × –."; got != want {
		t.Errorf("basis %q, want %q", got, want)
	}
}

func TestCoverageReason(t *testing.T) {
	c := reconcile.Coverage{Reason: reconcile.StaleData, Source: "csv", ObservedAt: time.Date(2026, time.November, 15, 22, 0, 0, 0, time.UTC)}
	if got, want := table(t, "en").CoverageReason(&c), "The data of source csv is too old: last observed on 15 Nov 2026."; got != want {
		t.Errorf("reason %q, want %q", got, want)
	}
	c.Evaluated, c.Reason = true, reconcile.FeedStale
	c.SourceAt = c.ObservedAt.AddDate(0, 0, -14)
	if got, want := table(t, "en").CoverageReason(&c), "The data of source csv is old, last observed on 1 Nov 2026; the customer was checked without waiting for it."; got != want {
		t.Errorf("what was left aside %q, want %q", got, want)
	}
	c.Evaluated, c.Reason = false, reconcile.SourceNotRead
	for why, want := range map[string]string{
		"":                                     "Source csv could not read this customer on 1 Nov 2026.",
		"page 3: the server is\nbroken (500).": "Source csv could not read this customer on 1 Nov 2026. Reason: page 3: the server is broken (500).",
	} {
		c.Why = why
		if got := table(t, "en").CoverageReason(&c); got != want {
			t.Errorf("because of %q: %q, want %q", why, got, want)
		}
	}
	c.Reason = ""
	if got := table(t, "en").CoverageReason(&c); got != "" {
		t.Errorf("an evaluated tenant has the reason %q", got)
	}
}

func BenchmarkMessage(b *testing.B) {
	table, err := words.Lookup("en")
	if err != nil {
		b.Fatal(err)
	}
	f := ended("auto-renew-on", "auto_renew", "yes", "term", "P1Y")
	b.ReportAllocs()
	for b.Loop() {
		_ = table.Message(f)
	}
}
