package storetest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func shrinkingTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"is stored once and right on every day": testShrinking,
		"is fixed where no share is stored":     testFixed,
		"leaves a night without news unwritten": testNoNews,
	}
}

// drawShare draws a day's share of few amounts, or none. Some have come to their end
// before the first run.
func drawShare(t *rapid.T) reconcile.DayShare {
	if rapid.Bool().Draw(t, "fixed") {
		return reconcile.DayShare{}
	}
	return reconcile.DayShare{
		Minor: rapid.SampledFrom([]int64{1, 3, 7, 100}).Draw(t, "day's share"), Parts: rapid.SampledFrom([]int64{1, 2, 3}).Draw(t, "parts"),
		Last: firstRun + reconcile.Day(rapid.IntRange(-3, 12).Draw(t, "last day")),
	}
}

// shrink lets the amounts that a run has seen be those of its day.
func (m *machine) shrink(record reconcile.Run, coverage reconcile.Coverage) {
	for id, k := range m.known {
		f := &k.Finding
		if f.TenantID == coverage.TenantID && !m.seen[f.TenantID+string(f.Job)].Before(record.AsOf) && k.Open {
			f.Exposure = f.Exposure.On(reconcile.DayOf(record.AsOf))
			m.known[id] = k
		}
	}
}

// shrinking is a finding about t1 whose amount is 2.50 a day through the tenth of November.
func shrinking(subject string) reconcile.Finding {
	return with(finding("t1", subject), func(f *reconcile.Finding) {
		f.Exposure = reconcile.Exposure{
			Kind: reconcile.MoneyClaim, Period: reconcile.Once, Basis: reconcile.BasisUnused, Amount: reconcile.Amount{Currency: "EUR"},
			Args:  []reconcile.Evidence{{Key: reconcile.ArgDays}, {Key: "term_days", Value: "30"}},
			Share: reconcile.DayShare{Minor: 500, Parts: 2, Last: reconcile.NewDay(2026, 11, 10)},
		}
	})
}

// money writes what a finding is about, and for how many days.
func money(f *reconcile.Finding) string {
	days := ""
	for _, arg := range f.Exposure.Args {
		if arg.Key == reconcile.ArgDays {
			days = arg.Value
		}
	}
	return fmt.Sprintf("%s %s for %s", f.Subject, f.Exposure.Amount, days)
}

func (b *bench) versions() string {
	b.Helper()
	return b.lines("select count(*) from finding_version", func(row []string) string { return row[0] })[0]
}

// told writes the money of what a run lists, has silenced and resolved, and of what a
// changed finding was before.
func (b *bench) told(seq int64) []string {
	b.Helper()
	lines := []string{}
	for _, f := range b.findings(seq) {
		lines = append(lines, money(&f.Finding))
		if f.Previous != nil {
			lines = append(lines, "before "+money(f.Previous))
		}
	}
	for _, f := range b.silenced(seq, reconcile.Filter{}) {
		lines = append(lines, "silenced "+money(&f))
	}
	report, err := b.the().Report(b.Context(), seq)
	b.must(err)
	for _, f := range all(b, report.Resolved(b.Context(), reconcile.Filter{})) {
		lines = append(lines, "resolved "+money(&f.Finding))
	}
	return lines
}

// testShrinking follows an amount through the days after the first of November.
func testShrinking(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	a := shrinking("a")
	worse := with(a, func(f *reconcile.Finding) { f.Severity = reconcile.Critical })
	story := []struct {
		run      run
		versions string // that are stored after it
		want     []string
		open     []string
	}{
		{run{asOf: 1, found: findings(a)}, "1", []string{"a 22.50 for 9"}, []string{"a 22.50 for 9"}},
		{run{asOf: 2, found: findings(a)}, "1", []string{"a 20.00 for 8"}, []string{"a 20.00 for 8"}},
		{run{asOf: 3, skipped: []string{"t1"}}, "1", []string{"a 20.00 for 8"}, []string{"a 20.00 for 8"}},
		{run{asOf: 4, jobs: []reconcile.Job{reconcile.BillingJob}}, "1", []string{}, []string{"a 20.00 for 8"}},
		{run{asOf: 5, silenced: findings(a)}, "2", []string{"silenced a 20.00 for 8"}, []string{}},
		{run{asOf: 6, silenced: findings(a)}, "2", []string{}, []string{}},
		{run{asOf: 7, found: findings(worse)}, "3", []string{"a 7.50 for 3", "before a 10.00 for 4"}, []string{"a 7.50 for 3"}},
		{run{asOf: 8, found: findings(worse)}, "3", []string{"a 5.00 for 2"}, []string{"a 5.00 for 2"}},
		{run{asOf: 9}, "3", []string{"resolved a 5.00 for 2"}, []string{}},
		{run{asOf: 10, found: findings(a)}, "4", []string{"a 0.00 for 0"}, []string{"a 0.00 for 0"}},
		{run{asOf: 12, found: findings(a)}, "4", []string{"a 0.00 for 0"}, []string{"a 0.00 for 0"}},
	}
	for i, night := range story {
		b.runOnce(night.run)
		if got := b.versions(); got != night.versions {
			b.Errorf("%s versions after run %d, want %s", got, i+1, night.versions)
		}
		for earlier := range i + 1 {
			if diff := cmp.Diff(story[earlier].want, b.told(int64(earlier+1))); diff != "" {
				b.Errorf("run %d after run %d (-want +got):\n%s", earlier+1, i+1, diff)
			}
		}
		open := []string{}
		for _, f := range all(b, b.the().OpenFindings(b.Context(), reconcile.Choice{}, 1)) {
			open = append(open, money(&f.Finding))
		}
		if diff := cmp.Diff(night.open, open); diff != "" {
			b.Errorf("open after run %d (-want +got):\n%s", i+1, diff)
		}
	}
	b.wantHistory(a.ID, []string{"a 22.50 for 9", "a 12.50 for 5", "a 7.50 for 3", "a 0.00 for 0"}, 12)
}

// wantHistory checks the money of the versions of a finding, each as of its own run, and
// the day after the first of November on which it was seen last.
func (b *bench) wantHistory(id string, versions []string, seen int) {
	b.Helper()
	history, err := b.the().History(b.Context(), id)
	b.must(err)
	var got []string
	for i := range history.Versions {
		got = append(got, money(&history.Versions[i].Finding))
	}
	if diff := cmp.Diff(versions, got); diff != "" {
		b.Errorf("versions in the history (-want +got):\n%s", diff)
	}
	if want := at(24 * seen); !history.LastSeen.Equal(want) {
		b.Errorf("last seen on %s, want %s", history.LastSeen, want)
	}
}

// testFixed lets a version be as an earlier release has stored it.
func testFixed(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	a := shrinking("a")
	b.runOnce(run{asOf: 1, found: findings(a)})
	b.exec("update finding_version set day_minor = null, day_parts = null, day_last = null")
	b.runOnce(run{asOf: 2, skipped: []string{"t1"}})
	b.runOnce(run{asOf: 3, found: findings(a)})
	b.runOnce(run{asOf: 4, found: findings(a)})
	for i, want := range []string{"a 22.50 for 9", "a 22.50 for 9", "a 17.50 for 7", "a 15.00 for 6"} {
		if diff := cmp.Diff([]string{want}, b.told(int64(i+1))); diff != "" {
			b.Errorf("run %d (-want +got):\n%s", i+1, diff)
		}
	}
	if got := b.versions(); got != "2" {
		b.Errorf("%s versions, want 2", got)
	}
	b.wantHistory(a.ID, []string{"a 22.50 for 9", "a 17.50 for 7"}, 4)
}

// testNoNews lets the next day find and plan the same.
func testNoNews(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	stored := func() []string {
		return slices.DeleteFunc(b.dump(), func(line string) bool {
			return strings.HasPrefix(line, "run") || strings.HasPrefix(line, "coverage")
		})
	}
	night := run{
		found: findings(shrinking("a"), finding("t1", "b")), silenced: findings(shrinking("c")),
		plans: plans(steps("t1", order("s1", 5))),
	}
	b.runOnce(night)
	before := stored()
	b.runOnce(night)
	b.runOnce(night)
	if diff := cmp.Diff(before, stored()); diff != "" {
		b.Errorf("two more nights (-before +after):\n%s", diff)
	}
}
