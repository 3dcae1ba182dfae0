package merge_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func lost(on string, row func(*reconcile.SourceRow)) func(*reconcile.SourceRow) {
	return func(r *reconcile.SourceRow) {
		row(r)
		r.Gone, r.Lacked, r.MissingSince = true, true, day(on)
	}
}

func lacked(r *reconcile.SourceRow) {
	full(r)
	r.Lacked, r.MissingSince = true, day("2026-11-19")
}

func TestGone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		rows  rows
		since string // of a row that is gone
		gone  bool
	}{
		{"a complete delivery of its only source lacks it", rows{row(pc, 30, lost("2026-11-19", full))}, "2026-11-19", true},
		{
			"so do complete deliveries of all its sources, the last one says since when",
			rows{row(pc, 30, lost("2026-11-18", full)), row(giacom, 30, lost("2026-11-19", full))},
			"2026-11-19", true,
		},
		{"another source still delivers it", rows{row(pc, 30, lost("2026-11-18", full)), row(giacom, 1, full)}, "", false},
		{
			"another no longer delivers it, as its last delivery shows",
			rows{row(pc, 30, lost("2026-11-18", full)), row(giacom, 30, lacked)},
			"2026-11-19", true,
		},
		{
			"another no longer delivers it, since the row is past its age",
			rows{row(pc, 90, lost("2026-11-17", full)), row(giacom, 54, full)},
			"2026-11-20", true,
		},
		{"no complete delivery lacks it", rows{row(pc, 90, lacked), row(giacom, 90, full)}, "", false},
		{"a bill does not bring it back", rows{row(pc, 30, lost("2026-11-19", full)), row(recon, 1, full)}, "2026-11-19", true},
		{"a bill does not make it gone", rows{row(pc, 30, full), row(recon, 1, lost("2026-11-19", full))}, "", false},
		{"an upgrade does not bring it back", rows{row(pc, 30, lost("2026-11-19", full)), row(became, 1, full)}, "2026-11-19", true},
		{"an upgrade does not make it gone", rows{row(pc, 30, full), row(became, 1, lost("2026-11-19", full))}, "", false},
		{"an upgrade of what a retired source carried", rows{row(retired, 1, full), row(became, 1, full)}, "", true},
		{"only a retired source carried it", rows{row(retired, 1, full)}, "", true},
		{"a retired source carried it too", rows{row(retired, 1, full), row(graph, 1, full)}, "", false},
		{"a retired source does not keep it", rows{row(retired, 1, full), row(pc, 30, lost("2026-11-19", full))}, "2026-11-19", true},
		{"bills alone still charge it", rows{row(recon, 1, full), row(retired, 1, full)}, "", false},
		{
			"bills alone have charged it up to a day that is over",
			rows{row(recon, 1, with(func(r *reconcile.SourceRow) {
				r.CommitmentEnd, r.CommitmentEndAt = day("2026-11-19").Start(), time.Time{}
			}))},
			"2026-11-20", true,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := merger().Subscription(c.rows)
			if got.Gone != c.gone || got.MissingSince.String() != c.since {
				t.Errorf("gone %v since %q, want %v since %q", got.Gone, got.MissingSince, c.gone, c.since)
			}
		})
	}
}

// What a subscription has become is told of one that others know; it makes none, and does
// not age.
func TestUpgradesAddToWhatOthersKnow(t *testing.T) {
	t.Parallel()
	upgraded := func(r *reconcile.SourceRow) {
		r.Carries, r.Successors = reconcile.FieldsOf(reconcile.FieldSuccessors), []string{"s9"}
	}
	bare := func(r *reconcile.SourceRow) { r.Status = reconcile.Deleted }
	for name, c := range map[string]struct {
		rows       rows
		there      bool
		status     reconcile.Status
		successors []string
	}{
		"nobody else knows it":        {rows{row(became, 1, upgraded)}, false, "", nil},
		"another one knows it":        {rows{row(csv, 1, bare), row(became, 1, upgraded)}, true, reconcile.Deleted, []string{"s9"}},
		"long ago":                    {rows{row(csv, 1, bare), row(became, 9000, upgraded)}, true, reconcile.Deleted, []string{"s9"}},
		"another one knows it better": {rows{row(pc, 1, full), row(became, 90, upgraded)}, true, reconcile.Active, []string{"s2", "s3"}},
		"a bill charges it":           {rows{row(recon, 1, ending("2026-12-01")), row(became, 1, upgraded)}, true, reconcile.Active, []string{"s9"}},
	} {
		got := merger().Subscription(c.rows)
		if there := got.ID != ""; there != c.there || got.Gone || got.Status != c.status || !slices.Equal(got.Successors, c.successors) || got.Old != 0 {
			t.Errorf("%s: got %q %s, gone %v, became %v, old %b; want there %v, %s, became %v",
				name, got.ID, got.Status, got.Gone, got.Successors, got.Old, c.there, c.status, c.successors)
		}
	}
}

func TestLastKnownFactsOfWhatIsGone(t *testing.T) {
	t.Parallel()
	seen := func(n int64) func(*reconcile.SourceRow) {
		return func(r *reconcile.SourceRow) { r.Quantity = reconcile.CountOf(n) }
	}
	got := merger().Subscription(rows{
		row(pc, 9000, lost("2025-11-11", with(seen(1)))),
		row(giacom, 900, lost("2026-10-15", with(seen(2)))),
	})
	if got.Quantity.N != 2 || got.AutoRenew != reconcile.No || got.EndOfTerm != reconcile.ActionCancel || got.Old != 0 {
		t.Errorf("%d seats, auto-renew %v, %s, old %b: want the facts that the last source knew",
			got.Quantity.N, got.AutoRenew, got.EndOfTerm, got.Old)
	}
}

func TestKnownFromBillsAlone(t *testing.T) {
	t.Parallel()
	bill := func(end string, status reconcile.Status) reconcile.SourceRow {
		return row(recon, 1, func(r *reconcile.SourceRow) {
			r.Status = status
			if end != "" {
				r.CommitmentEnd = day(end).Start()
			}
		})
	}
	for _, c := range []struct {
		name   string
		row    reconcile.SourceRow
		status reconcile.Status
		gone   bool
	}{
		{"on the last charged day", bill("2026-11-20", ""), reconcile.Active, false},
		{"with a status of its own", bill("2026-11-20", reconcile.Suspended), reconcile.Suspended, false},
		{"after it", bill("2026-11-19", reconcile.Active), reconcile.Active, true},
		{"without an end", bill("", ""), reconcile.Active, false},
		{"charged without end", bill("9999-12-31", ""), reconcile.Active, false},
	} {
		got := merger().Subscription(rows{c.row})
		if !got.ChargesOnly || got.Status != c.status || got.Gone != c.gone {
			t.Errorf("%s: charges only %v, %s, gone %v; want true, %s, %v", c.name, got.ChargesOnly, got.Status, got.Gone, c.status, c.gone)
		}
	}
}

func TestOldValues(t *testing.T) {
	t.Parallel()
	few := func(r *reconcile.SourceRow) { r.Quantity = reconcile.CountOf(5) }
	got := merger().Subscription(rows{row(pc, 50, full), row(graph, 1, few)})
	want := reconcile.AllFields().
		Without(reconcile.FieldQuantity).  // known afresh
		Without(reconcile.FieldAutoRenew). // an old off is unknown
		Without(reconcile.FieldEndOfTerm)  // and so is an old choice
	if got.Old != want || got.Quantity.N != 5 || got.AutoRenew != reconcile.Unknown || got.EndOfTerm != reconcile.NoField {
		t.Errorf("old %b, %d seats, auto-renew %v, end of term %q; want %b, 5, and two unknown",
			got.Old, got.Quantity.N, got.AutoRenew, got.EndOfTerm, want)
	}
	got = merger().Subscription(rows{
		row(pc, 50, func(r *reconcile.SourceRow) { r.AutoRenew, r.EndOfTerm = reconcile.Yes, reconcile.NoAction }),
		row(graph, 1, few),
	})
	if got.AutoRenew != reconcile.Yes || got.EndOfTerm != reconcile.NoAction ||
		got.Old != reconcile.FieldsOf(reconcile.FieldAutoRenew, reconcile.FieldEndOfTerm) {
		t.Errorf("auto-renew %v, end of term %q, old %b; want an old on and an old empty to stay", got.AutoRenew, got.EndOfTerm, got.Old)
	}
	if got = merger().Subscription(rows{row(pc, 48, full)}); got.Old != 0 {
		t.Errorf("old %b at the very age, want nothing", got.Old)
	}
	if got = merger().Subscription(rows{row(pc, 49, full)}); got.AutoRenew != reconcile.Unknown || got.Gone {
		t.Errorf("auto-renew %v, gone %v of one row past its age, want it unknown and there", got.AutoRenew, got.Gone)
	}
}

func TestFirstSeen(t *testing.T) {
	t.Parallel()
	appeared := func(on string) func(*reconcile.SourceRow) {
		return func(r *reconcile.SourceRow) { r.FirstSeen = day(on) }
	}
	there := func(since string) func(*reconcile.SourceRow) {
		return func(r *reconcile.SourceRow) { r.ThereSince = day(since) }
	}
	for _, c := range []struct {
		name string
		rows rows
		want string
	}{
		{"the first of the days", rows{row(pc, 1, appeared("2026-11-05")), row(graph, 1, appeared("2026-11-03"))}, "2026-11-03"},
		{"a source that came later takes nothing away", rows{row(pc, 1, appeared("2026-11-05")), row(graph, 1, there("2026-11-10"))}, "2026-11-05"},
		{"not known where another already had it then", rows{row(pc, 1, appeared("2026-11-05")), row(graph, 1, there("2026-11-01"))}, ""},
		{"not known from the first deliveries", rows{row(pc, 1, there("2026-11-05")), row(graph, 1, there("2026-11-01"))}, ""},
		{"not from bills", rows{row(pc, 1, appeared("2026-11-05")), row(recon, 1, appeared("2026-11-01"))}, "2026-11-05"},
		{"from bills where there is nothing else", rows{row(recon, 1, appeared("2026-11-01"))}, "2026-11-01"},
	} {
		got := merger().Subscription(c.rows)
		if diff := cmp.Diff(c.want, got.FirstSeen.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
