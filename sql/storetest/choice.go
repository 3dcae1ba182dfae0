package storetest

import (
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// testChoice chooses from the open findings, and compares with all of them, of which it
// leaves out what was not asked for.
func testChoice(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		found := drawFindings(t)
		before := rapid.IntRange(0, len(found)).Draw(t, "known before")
		b.storeRun(reconcile.Batch{Coverage: covered("t1", "t2", "T2"), Versions: asNew(found[:before])})
		coverage := covered("t1", "t2", "T2")
		coverage[1].Evaluated = rapid.Bool().Draw(t, "t2 is evaluated")
		later := asNew(found[before:])
		for i := range later {
			later[i].Cause = rapid.SampledFrom([]reconcile.Cause{reconcile.CauseNew, reconcile.CauseReopened, reconcile.CauseChanged}).Draw(t, "cause")
		}
		b.storeRun(reconcile.Batch{Coverage: coverage, Versions: later})
		days := []reconcile.Day{0}
		for i := range found {
			days = append(days, found[i].Due.Day, found[i].Due.Day.AddDays(-1))
		}
		choice := reconcile.Choice{
			Severities: rapid.SliceOfN(rapid.SampledFrom(append(reconcile.Severities(), "odd")), 0, 2).Draw(t, "severities"),
			DueBy:      rapid.SampledFrom(days).Draw(t, "due by"),
			News:       rapid.Bool().Draw(t, "news"),
			Limit:      rapid.IntRange(0, 4).Draw(t, "limit"),
		}
		if rapid.Bool().Draw(t, "is cut") {
			choice.Filter = drawFilter(t)
		}
		var want []string
		for _, f := range all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{}, 1)) {
			if leaves(&choice, &f) && (choice.Limit == 0 || len(want) < choice.Limit) {
				want = append(want, f.Finding.ID)
			}
		}
		var got []string
		for _, f := range all(b, b.the().OpenFindings(b.Context(), choice, 1)) {
			got = append(got, f.Finding.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%+v leaves (-want +got):\n%s", choice, diff)
		}
	})
}

// leaves is what a choice means.
func leaves(c *reconcile.Choice, f *reconcile.Reported) bool {
	due, fresh := f.Finding.Due, f.Delta == reconcile.New || f.Delta == reconcile.Reopened
	return passes(c.Filter, &f.Finding) && (len(c.Severities) == 0 || slices.Contains(c.Severities, f.Finding.Severity)) &&
		(c.DueBy == 0 || due.Known() && due.Day <= c.DueBy) && (!c.News || fresh)
}

// testDueBy chooses what is due by a day.
func testDueBy(b *bench) {
	day := firstRun
	dues := map[string]reconcile.Due{
		"none": {}, "day": reconcile.DueDay(day), "next day": reconcile.DueDay(day + 1),
		"at its midnight": reconcile.DueAt(day.Start()), "at the next midnight": reconcile.DueAt((day + 1).Start()),
		"behind it": reconcile.DueAt((day + 1).Start().Add(time.Microsecond)),
	}
	var found []reconcile.Finding
	for name, due := range dues {
		f := reconcile.Finding{TenantID: "t1", Subject: name, Severity: reconcile.High, Due: due}
		f.ID = f.Identify()
		found = append(found, f)
	}
	b.storeRun(reconcile.Batch{Coverage: covered("t1"), Versions: asNew(found)})
	var got []string
	for _, f := range all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{DueBy: day}, 1)) {
		got = append(got, f.Finding.Subject)
	}
	slices.Sort(got)
	if want := []string{"at its midnight", "at the next midnight", "day"}; !slices.Equal(got, want) {
		b.Errorf("due by the day are %q, want %q", got, want)
	}
}
