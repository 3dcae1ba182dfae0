package explain_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/explain"
	"handover/reports/words"
)

var now = time.Date(2026, 11, 20, 5, 30, 0, 0, time.UTC)

// subject is a subscription of which there is something to say in nearly every
// row.
func subject() explain.Subject {
	last := reconcile.NewDay(2026, 11, 27)
	found := &reconcile.Finding{ID: "f", Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Due: reconcile.DueDay(last)}
	candidates := []rules.CandidateAnswer{{ID: "c0", OfferID: "o", Seats: 1}, {ID: "c1", OfferID: "o", Seats: 2, Miss: rules.MissTaken, TakenBy: "x"}}
	for range 20 {
		candidates = append(candidates, rules.CandidateAnswer{ID: "short", OfferID: "o", Seats: 1, Miss: rules.MissSeats})
	}
	candidates = append(candidates, rules.CandidateAnswer{ID: "other", Miss: rules.MissOffer})
	return explain.Subject{
		AsOf: now, Now: now, HorizonDays: 8,
		Rules: &rules.Explanation{
			Subscription: reconcile.Subscription{
				ID: "s", TenantID: "t", OfferName: "{seen}", Source: "csv", Quantity: reconcile.CountOf(10), EndOfTerm: reconcile.NoField,
			},
			Lifecycle: reconcile.Lifecycle{
				LastDay: last, Status: reconcile.Active, Outcome: reconcile.Renews, CoverBy: last.AddDays(1), InEST: true,
				Assumptions: []reconcile.Assumption{reconcile.StatusLags},
			},
			Move:    &reconcile.Move{TenantID: "t", SourceID: "s", TargetTenantID: "t2", TargetIDs: []string{"a", "b", "c"}},
			Targets: []rules.TargetAnswer{{Miss: rules.MissLate}, {Matched: true}},
			Search:  rules.Search{Sought: true, Candidates: candidates},
			ActBy:   last, StartBy: last, Counter: reconcile.CountCovered,
			Verdicts: []rules.Verdict{
				{Code: "auto-renew-on", Fired: true, Why: rules.WhyFires, Finding: found, SilencedBy: "renewal-processing"},
				{Code: "trial-converts", Why: rules.WhyNotTrial},
			},
		},
		Tenant: &reconcile.TenantState{
			Tenant: reconcile.Tenant{Profile: reconcile.Profile{ID: "t", Name: "Contoso"}},
			Deliveries: []reconcile.Delivery{
				{Source: "csv", Kind: reconcile.SubscriptionRows, ObservedAt: now.Add(-90 * time.Minute), Rejected: 1},
				{Source: "api", Kind: reconcile.MoveRows, ObservedAt: now.Add(-2 * time.Hour), Rejected: 2},
				{Source: "api", Kind: reconcile.TransferRows, ObservedAt: now.Add(48 * time.Hour)},
			},
			Known: []reconcile.KnownFinding{{Finding: *found, Open: true, Held: reconcile.Decision{
				State: reconcile.StateSnoozed, Until: last, Actor: "Ann", Reason: "they know.",
			}}},
		},
		Coverage: reconcile.Coverage{Reason: reconcile.RejectedRows, Source: "csv"},
	}
}

func TestTextSaysWhatIsRarelyThere(t *testing.T) {
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := explain.WriteText(&out, explain.New(subject()), texts); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Subscription  s {seen}\n",
		"Known from    csv, never seen\n",
		"Auto-renew    unknown; the source cannot show an action at the end of the term\n",
		"Cover by      2026-11-28, in 8 days: 2026-11-27 + 1 day\n",
		"Near from     2026-11-19, 1 day ago: 2026-11-27 - 8 days\n",
		"to the tenant t2, names a and b and c\n",
		"Match         c0, o, 1 seats, bought -: it is the match, or a part of it\n",
		"Match         c1, o, 2 seats, bought -: no, it replaces x\n",
		"Match         2 more of its product or an equivalent one\n",
		"Match         no, 1 of ours: another product that is not listed as equivalent\n",
		"subscriptions  csv     seen 2026-11-20T04:00:00Z, 1 hour ago, 1 row rejected\n",
		"moves          api     seen 2026-11-20T03:30:00Z, 2 hours ago, 2 rows rejected\n",
		"transfers      api     dated 2026-11-22T05:30:00Z, which is in the future by this computer's clock\n",
		"auto-renew-on   included in renewal-processing, put off  ",
		" Another issue speaks for it: Renewal is being processed. It is put off by Ann until 2026-11-27: they know.\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, out.String())
		}
	}
}

// TestDaysCountFromAStateBeforeTheEnd checks that a day is told from the one it
// counts from.
func TestDaysCountFromAStateBeforeTheEnd(t *testing.T) {
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		t.Fatal(err)
	}
	s := subject()
	l := &s.Rules.Lifecycle
	l.Status, l.BeforeEnd, l.Since, l.CoverBy = reconcile.Disabled, true, reconcile.NewDay(2026, 11, 1), 0
	l.DataUntil = l.Since.AddDays(90)
	var out bytes.Buffer
	if err := explain.WriteText(&out, explain.New(s), texts); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Cover by      -\n", "Data until    2027-01-30, in 71 days: 2026-11-01 + 90 days\n", "Assumption    The state came before the end",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, out.String())
		}
	}
}

// TestEveryLanguageSaysTheSame checks that an explanation has the same rows in
// every language, and that nothing in it is left unfilled.
func TestEveryLanguageSaysTheSame(t *testing.T) {
	document := explain.New(subject())
	var want []int
	for _, language := range words.Languages() {
		texts, err := words.Lookup(language)
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, section := range document.Sections(texts) {
			got = append(got, len(section))
			for _, row := range section {
				line := strings.ReplaceAll(strings.Join(row, " "), "{seen}", "")
				if strings.ContainsAny(line, "{}") || slices.Contains(row, "") {
					t.Errorf("%s: %q", language, row)
				}
			}
		}
		if want == nil {
			want = got
		}
		if !slices.Equal(want, got) {
			t.Errorf("%s: the sections have %d rows, in English %d", language, got, want)
		}
	}
}
