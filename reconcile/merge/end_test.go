package merge_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// The run starts on 2026-11-20, and rows older than 48 hours have no say.
func TestEnd(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		rows rows
		want string
		old  bool
	}{
		{"the better rank's", rows{row(pc, 9, ending("2027-01-12")), row(giacom, 1, ending("2027-01-11"))}, "2027-01-12", false},
		{"of equal ranks the earlier one", rows{row(csv, 9, ending("2027-01-11")), row(giacom, 1, ending("2027-01-12"))}, "2027-01-11", false},
		{
			"one that has passed gives way to a later one that was read later",
			rows{row(csv, 9, ending("2026-11-19")), row(giacom, 1, ending("2027-11-19"))},
			"2027-11-19", false,
		},
		{
			"also to one of a lesser rank",
			rows{row(pc, 9, ending("2026-11-19")), row(graph, 1, ending("2027-11-19"))},
			"2027-11-19", false,
		},
		{
			"and from there to the next",
			rows{row(csv, 9, ending("2025-11-19")), row(giacom, 5, ending("2026-11-19")), row(graph, 1, ending("2027-11-19"))},
			"2027-11-19", false,
		},
		{
			"it stays where the later one was read earlier",
			rows{row(csv, 1, ending("2026-11-19")), row(giacom, 9, ending("2027-11-19"))},
			"2026-11-19", false,
		},
		{
			"its last day has not passed",
			rows{row(csv, 9, ending("2026-11-20")), row(giacom, 1, ending("2027-11-19"))},
			"2026-11-20", false,
		},
		{
			"a fresh one before an old one of a better rank",
			rows{row(pc, 60, ending("2027-01-12")), row(giacom, 1, ending("2027-01-14"))},
			"2027-01-14", false,
		},
		{
			"but the old one stays while the fresh one differs by a day only",
			rows{row(pc, 60, ending("2027-01-12")), row(giacom, 1, ending("2027-01-13"))},
			"2027-01-12", false,
		},
		{
			"or by a day the other way",
			rows{row(pc, 60, ending("2027-01-12")), row(giacom, 1, ending("2027-01-11"))},
			"2027-01-12", false,
		},
		{
			"not where its rank is no better",
			rows{row(csv, 60, ending("2027-01-12")), row(giacom, 1, ending("2027-01-13"))},
			"2027-01-13", false,
		},
		{"an old one where nobody else knows", rows{row(pc, 60, ending("2027-01-12")), row(graph, 1, func(*reconcile.SourceRow) {})}, "2027-01-12", true},
		{
			"a bill's only where no other source gives one, however old",
			rows{row(recon, 1, ending("2027-11-30")), row(pc, 60, ending("2027-01-12"))},
			"2027-01-12", true,
		},
		{"a bill's where no other source gives one", rows{row(recon, 1, ending("2027-11-30")), row(pc, 1, func(*reconcile.SourceRow) {})}, "2027-11-30", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := merger().Subscription(c.rows)
			if e := end(t, got); e != c.want || got.Old.Has(reconcile.FieldCommitmentEnd) != c.old {
				t.Errorf("E is %s (old: %v), want %s (%v)", e, !c.old, c.want, c.old)
			}
		})
	}
}

// A row without a channel means the first day after its end once another says
// that it is csp of the older catalogue.
func TestEndIsReadWithMergedFacts(t *testing.T) {
	t.Parallel()
	legacy := func(r *reconcile.SourceRow) { r.Channel, r.Commerce = reconcile.CSP, reconcile.Legacy }
	got := merger().Subscription(rows{row(graph, 1, legacy), row(giacom, 1, ending("2027-01-13")), row(csv, 1, ending("2027-01-14"))})
	if e := end(t, got); e != "2027-01-12" {
		t.Errorf("E is %s, want the day before the earlier exclusive end", e)
	}
}

func TestTermStart(t *testing.T) {
	t.Parallel()
	starting := func(start, end string) func(*reconcile.SourceRow) {
		return func(r *reconcile.SourceRow) { r.TermStart, r.CommitmentEnd = day(start), day(end).Start() }
	}
	for _, c := range []struct {
		name string
		rows rows
		want string
	}{
		{"of the bill, where it charges the term that ends on E", rows{row(pc, 1, starting("2025-12-15", "2026-11-30")), row(recon, 1, starting("2025-12-01", "2026-11-30"))}, "2025-12-01"},
		{"not of a bill of another term", rows{row(pc, 1, starting("2025-12-15", "2026-11-30")), row(recon, 1, starting("2024-12-01", "2025-11-30"))}, "2025-12-15"},
		{"nor of one where nobody else knows", rows{row(pc, 1, ending("2026-11-30")), row(recon, 1, starting("2024-12-01", "2025-11-30"))}, ""},
	} {
		got := merger().Subscription(c.rows)
		if got.TermStart.String() != c.want {
			t.Errorf("%s: the term starts %s, want %q", c.name, got.TermStart, c.want)
		}
	}
}

func TestExtendedTermOfABill(t *testing.T) {
	t.Parallel()
	extended := func(start, end string) func(*reconcile.SourceRow) {
		return func(r *reconcile.SourceRow) {
			r.InEST, r.TermStart = reconcile.Yes, day(start)
			if end != "" {
				r.CommitmentEnd = day(end).Start()
			}
		}
	}
	for _, c := range []struct {
		name string
		bill func(*reconcile.SourceRow)
		want reconcile.Tri
	}{
		{"on the last day of the charged month", extended("2026-10-21", "2026-11-20"), reconcile.Yes},
		{"on the day after", extended("2026-10-20", "2026-11-19"), reconcile.No},
		{"without an end, a month from its start", extended("2026-10-21", ""), reconcile.Yes},
		{"without an end, after a month from its start", extended("2026-10-20", ""), reconcile.No},
	} {
		got := merger().Subscription(rows{row(pc, 1, full), row(recon, 1, c.bill)})
		if got.InEST != c.want {
			t.Errorf("%s: in an extended term %v, want %v", c.name, got.InEST, c.want)
		}
	}
}

func TestConflicts(t *testing.T) {
	t.Parallel()
	other := with(func(r *reconcile.SourceRow) {
		r.Quantity, r.AutoRenew, r.EndOfTerm = reconcile.CountOf(25), reconcile.Yes, reconcile.NoAction
		r.Status, r.SellerID, r.OfferName = reconcile.Suspended, "seller-2", "another name"
		r.CommitmentEnd, r.CommitmentEndAt = day("2026-12-01").Start(), day("2026-12-01").End()
	})
	ago := map[string]time.Duration{pc: time.Hour, giacom: 2 * time.Hour}
	reading := func(source, value string) reconcile.Reading {
		return reconcile.Reading{Source: source, ObservedAt: started.Add(-ago[source]), Value: value}
	}
	conflict := func(f reconcile.Field, used, others string) reconcile.Conflict {
		return reconcile.Conflict{Field: f, Used: reading(pc, used), Other: reading(giacom, others)}
	}
	want := []reconcile.Conflict{
		conflict(reconcile.FieldCommitmentEnd, "2026-11-30", "2026-12-01"),
		conflict(reconcile.FieldStatus, "active", "suspended"),
		conflict(reconcile.FieldAutoRenew, "false", "true"),
		conflict(reconcile.FieldEndOfTerm, "cancel", "none"),
		conflict(reconcile.FieldQuantity, "20", "25"),
		conflict(reconcile.FieldSellerID, "seller-1", "seller-2"),
	}
	got := merger().Subscription(rows{row(pc, 1, full), row(giacom, 2, other)})
	if diff := cmp.Diff(want, got.Conflicts); diff != "" {
		t.Errorf("conflicts (-want +got):\n%s", diff)
	}
	for name, quiet := range map[string]rows{
		"a bill is no party":                  {row(pc, 1, full), row(recon, 2, other)},
		"nor is an old row":                   {row(pc, 1, full), row(giacom, 60, other)},
		"nor a retired source":                {row(pc, 1, full), row(retired, 2, other)},
		"nor a source that lacks the row now": {row(pc, 1, full), row(giacom, 2, func(r *reconcile.SourceRow) { other(r); r.Gone = true })},
		"what a source does not know is none": {row(pc, 1, full), row(giacom, 2, func(*reconcile.SourceRow) {})},
		"what two sources agree on is none":   {row(pc, 1, full), row(giacom, 2, full)},
	} {
		if got := merger().Subscription(quiet); len(got.Conflicts) > 0 {
			t.Errorf("%s: conflicts %v", name, got.Conflicts)
		}
	}
}
