package reports_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/reportstest"
)

// pressed makes a finding of a subscription, due so many days after the day of the run,
// and first seen so many days before it.
func pressed(id string, severity reconcile.Severity, due, seen int, delta reconcile.Delta) reconcile.Reported {
	asOf := reportstest.Run().AsOf
	f := reconcile.Finding{
		Code: "auto-renew-on", Job: reconcile.AutoRenewJob, Severity: severity, Owner: reconcile.OwnerUs,
		Due: reconcile.DueDay(reconcile.DayOf(asOf).AddDays(due)), TenantID: reportstest.Contoso, TenantName: "Contoso", SubscriptionID: id,
	}
	first := asOf.AddDate(0, 0, -seen)
	return reconcile.Reported{Finding: f, Delta: delta, State: reconcile.StateOpen, FirstSeen: first, LastSeen: asOf}
}

func undated(id string, severity reconcile.Severity, seen int, delta reconcile.Delta) reconcile.Reported {
	f := pressed(id, severity, 0, seen, delta)
	f.Finding.Due = reconcile.Due{}
	return f
}

func briefingOf(t *testing.T, source reports.Source) reports.Briefing {
	t.Helper()
	report, err := reports.New(t.Context(), source, reports.Options{})
	if err != nil {
		t.Fatal(err)
	}
	briefing, err := report.Briefing(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return briefing
}

// TestWhatToDoNow shows on one run which findings are told to see to now: what presses
// and has not been lying, the new ones on top.
func TestWhatToDoNow(t *testing.T) {
	acknowledged := pressed("put-off", reconcile.Critical, 1, 0, reconcile.New)
	acknowledged.State = reconcile.StateAcknowledged
	b := briefingOf(t, reportstest.NewSource(reportstest.Run(), nil, []reconcile.Reported{
		acknowledged,
		pressed("low", reconcile.Low, 1, 0, reconcile.New),
		pressed("standing", reconcile.Critical, 1, 5, reconcile.Unchanged),
		pressed("new", reconcile.High, 3, 0, reconcile.New),
		pressed("overdue a week", reconcile.Critical, -7, 20, reconcile.Unchanged),
		pressed("overdue for longer", reconcile.Critical, -8, 20, reconcile.Unchanged),
		pressed("overdue for longer, changed", reconcile.Critical, -8, 20, reconcile.Changed),
		pressed("overdue for a month", reconcile.Critical, -31, 60, reconcile.Unchanged),
		undated("undated", reconcile.Critical, 7, reconcile.Unchanged),
		undated("undated for longer", reconcile.Critical, 8, reconcile.Unchanged),
		pressed("far", reconcile.Medium, 200, 3, reconcile.Unchanged),
	}, nil))
	want := []string{"overdue for longer, changed", "new", "overdue a week", "standing", "undated", "far"}
	if diff := cmp.Diff(want, subscriptionsOf(b.Now.Rows)); diff != "" {
		t.Errorf("now (-want +got):\n%s", diff)
	}
	since := reconcile.DayOf(reportstest.Run().AsOf).AddDays(-8)
	if b.Lying != 2 || b.LyingSince != since || b.PutOff != 1 || b.Other != 2 {
		t.Errorf("%d lying since %s, %d put off, %d others; want 2 since %s, 1, 2", b.Lying, b.LyingSince, b.PutOff, b.Other, since)
	}
	if diff := cmp.Diff([]string{"put-off", "low"}, subscriptionsOf(b.New.Rows)); diff != "" {
		t.Errorf("new beside those (-want +got):\n%s", diff)
	}
}

func subscriptionsOf(rows []reconcile.Reported) []string {
	var ids []string
	for i := range rows {
		ids = append(ids, rows[i].Finding.SubscriptionID)
	}
	return ids
}

// TestBriefingIsShort sees that a run with much to do is told in ten rows, that every
// finding is counted, and that the grid adds up to the run's own counts.
func TestBriefingIsShort(t *testing.T) {
	var findings []reconcile.Reported
	for i := range 25 {
		findings = append(findings, pressed(fmt.Sprintf("s-%02d", i), reconcile.Critical, i, 0, reconcile.New))
	}
	source := reportstest.NewSource(reportstest.Run(), nil, findings, nil)
	b := briefingOf(t, source)
	if len(b.Now.Rows) != 10 || b.Now.All != 25 || len(b.New.Rows) != 10 || b.New.All != 15 {
		t.Errorf("%d of %d now, %d of %d new; want 10 of 25, 10 of 15", len(b.Now.Rows), b.Now.All, len(b.New.Rows), b.New.All)
	}
	summary := source.Run().Summary
	for severity, urgencies := range b.Grid {
		all := 0
		for _, n := range urgencies {
			all += n
		}
		if all != summary.BySeverity[severity] {
			t.Errorf("the grid has %d of %s, the run %d", all, severity, summary.BySeverity[severity])
		}
	}
}

// TestUnchecked shows how customers that were not looked at are told: by the reason and
// the source, since the oldest data, with the first names.
func TestUnchecked(t *testing.T) {
	asOf := reportstest.Run().AsOf
	day := func(days int) time.Time { return asOf.AddDate(0, 0, days) }
	coverage := []reconcile.Coverage{{TenantID: "z", Name: "Zenith", Evaluated: true, Subscriptions: 1}}
	for i := range 6 {
		coverage = append(coverage, reconcile.Coverage{
			TenantID: fmt.Sprintf("t-%d", i), Name: fmt.Sprintf("Customer %d", i), Reason: reconcile.StaleData, Source: "giacom",
			SourceAt: day(-3 - i%2), Subscriptions: 2,
		})
	}
	coverage = append(coverage, reconcile.Coverage{TenantID: "u", Reason: reconcile.RejectedRows, Source: "csv", SourceAt: day(-1), Subscriptions: 7})
	b := briefingOf(t, reportstest.NewSource(reportstest.Run(), coverage, nil, nil))
	type told struct {
		Since                    time.Time
		Customers, Subscriptions int
		Names                    []string
	}
	var got []told
	for _, u := range b.Unchecked {
		got = append(got, told{u.Since, u.Customers, u.Subscriptions, u.Names.Rows})
	}
	want := []told{
		{day(-4), 6, 12, []string{"Customer 0", "Customer 1", "Customer 2", "Customer 3", "Customer 4"}},
		{day(-1), 1, 7, []string{"u"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestUncheckedForDifferentReasons tells of a group why a source could not read its
// customers only where that is the same of all.
func TestUncheckedForDifferentReasons(t *testing.T) {
	at := reportstest.Run().AsOf
	for want, whys := range map[string][]string{"timeout": {"timeout", "timeout"}, "": {"timeout", "broken", "timeout"}} {
		var coverage []reconcile.Coverage
		for i, why := range whys {
			coverage = append(coverage, reconcile.Coverage{
				TenantID: fmt.Sprintf("t-%d", i), Reason: reconcile.SourceNotRead, Source: "partner-center", SourceAt: at.AddDate(0, 0, -i), Why: why,
			})
		}
		b := briefingOf(t, reportstest.NewSource(reportstest.Run(), coverage, nil, nil))
		if len(b.Unchecked) != 1 || b.Unchecked[0].Oldest.Why != want {
			t.Errorf("of %q: %+v, want one group because of %q", whys, b.Unchecked, want)
		}
	}
}

// TestWhyUnchecked sees that why a group was not looked at tells since when, by itself or
// beside it.
func TestWhyUnchecked(t *testing.T) {
	wording, err := reports.NewWording("en", nil, reportstest.Run().AsOf)
	if err != nil {
		t.Fatal(err)
	}
	for reason, want := range map[reconcile.CoverageReason]string{
		reconcile.StaleData:    "The data of source csv is too old: last observed on 17 Nov 2026.",
		reconcile.RejectedRows: "The last delivery of source csv had rows of this customer that could not be read. Last data (UTC): 17 Nov 2026, 00:00",
	} {
		seen := reportstest.Run().AsOf.AddDate(0, 0, -3)
		coverage := []reconcile.Coverage{{TenantID: "t", Reason: reason, Source: "csv", SourceAt: seen, ObservedAt: seen}}
		b := briefingOf(t, reportstest.NewSource(reportstest.Run(), coverage, nil, nil))
		if got := wording.WhyUnchecked(&b.Unchecked[0]); got != want {
			t.Errorf("%s: %q, want %q", reason, got, want)
		}
	}
}
