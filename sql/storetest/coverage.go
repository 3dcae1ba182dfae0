package storetest

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func coverageTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"what repeats is stored once":              testCoverageRepeats,
		"a delivery alone stores no coverage":      testCoverageDelivered,
		"every run keeps the coverage that it had": testCoverageOfRuns,
		"another contact makes another version":    testCoverageContact,
		"tenants come by name":                     testCoverageOrder,
	}
}

// coverageRows counts the versions of coverage and their times.
func (b *bench) coverageRows() string {
	b.Helper()
	var versions, times int
	for table, n := range map[string]*int{"coverage_version": &versions, "coverage_time": &times} {
		b.must(b.raw().QueryRowContext(b.Context(), "select count(*) from "+table).Scan(n))
	}
	return fmt.Sprintf("%d versions, %d times", versions, times)
}

// coverageOf reads the coverage of a run.
func (b *bench) coverageOf(seq int64) []reconcile.Coverage {
	b.Helper()
	report, err := b.the().Report(b.Context(), seq)
	b.must(err)
	return all(b, report.Coverage(b.Context(), reconcile.Filter{}))
}

func (b *bench) wantCoverageRows(when, want string) {
	b.Helper()
	if got := b.coverageRows(); got != want {
		b.Errorf("%s there are %s, want %s", when, got, want)
	}
}

func testCoverageRepeats(b *bench) {
	batch := reconcile.Batch{Coverage: covered("t1", "t2", "t3")}
	b.storeRun(batch)
	b.storeRun(batch)
	b.wantCoverageRows("after two alike", "3 versions, 0 times")
	batch.Coverage[1].Seats = 7
	b.storeRun(batch)
	b.wantCoverageRows("after one has changed", "4 versions, 0 times")
	b.storeRunOf([]string{"t2"}, reconcile.Batch{Coverage: batch.Coverage[1:2]})
	b.storeRun(batch)
	b.wantCoverageRows("after a run over one tenant", "5 versions, 0 times")
	if got := b.coverageOf(4); len(got) != 1 || got[0].TenantID != "t2" {
		b.Errorf("a run over one tenant has looked at %+v", got)
	}
}

// testCoverageDelivered lets all times move on, then those of one tenant alone.
func testCoverageDelivered(b *bench) {
	night := func(hours ...int) []reconcile.Coverage {
		list := covered("t1", "t2", "t3")
		for i := range list {
			list[i].ObservedAt = at(hours[i])
			if i > 0 {
				list[i].Reason, list[i].Source, list[i].SourceAt = reconcile.FeedStale, "csv", at(1)
			}
		}
		return list
	}
	var nights [][]reconcile.Coverage
	for _, step := range []struct {
		hours []int
		want  string
	}{
		{[]int{5, 5, 5}, "3 versions, 2 times"},
		{[]int{29, 29, 29}, "3 versions, 4 times"},
		{[]int{29, 29, 53}, "4 versions, 7 times"}, // the third has a time of its own
		{[]int{77, 77, 53}, "4 versions, 10 times"},
		{[]int{99, 99, 99}, "4 versions, 13 times"}, // of two numbers for one time
	} {
		nights = append(nights, night(step.hours...))
		b.storeRun(reconcile.Batch{Coverage: nights[len(nights)-1]})
		b.wantCoverageRows(fmt.Sprintf("after the times %v", step.hours), step.want)
	}
	for i, want := range nights {
		if diff := cmp.Diff(want, b.coverageOf(int64(i+1)), cmpopts.EquateEmpty()); diff != "" {
			b.Errorf("run %d (-want +got):\n%s", i+1, diff)
		}
	}
}

// testCoverageOfRuns compares what each of many runs has looked at with what it was
// given: runs over all tenants and over some, backfills, and runs that are taken back.
func testCoverageOfRuns(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		want := map[int64][]reconcile.Coverage{}
		for range rapid.IntRange(1, 6).Draw(t, "runs") {
			tenants := rapid.SampledFrom([][]string{nil, nil, nil, {"t1"}, {"t2", "t3"}}).Draw(t, "tenants")
			looked := tenants
			if looked == nil {
				looked = []string{"t1", "t2", "t3"}
			}
			lease := b.acquire("engine", time.Minute)
			record := b.begin(lease, run{tenants: tenants, backfill: rapid.IntRange(0, 4).Draw(t, "backfill") == 0})
			var list []reconcile.Coverage
			for _, tenant := range looked {
				c := drawCoverage(t, tenant)
				list = append(list, c)
				b.must(lease.Save(b.Context(), record.Seq, reconcile.Batch{Coverage: []reconcile.Coverage{c}}))
			}
			switch rapid.IntRange(0, 5).Draw(t, "end") {
			case 0:
				b.must(lease.Abort(b.Context(), record.Seq, reconcile.RunFailed, at(1)))
			case 1: // the next holder takes it back
				b.must(lease.Release(b.Context()))
				continue
			default:
				b.publish(lease, &record)
				want[record.Seq] = byName(list)
			}
			b.must(lease.Release(b.Context()))
		}
		for seq, list := range want {
			if diff := cmp.Diff(list, b.coverageOf(seq), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("run %d (-want +got):\n%s", seq, diff)
			}
			some := reconcile.Filter{Tenants: []string{"t2", "t9"}}
			report, err := b.the().Report(b.Context(), seq)
			b.must(err)
			of := slices.DeleteFunc(slices.Clone(list), func(c reconcile.Coverage) bool { return c.TenantID != "t2" })
			if diff := cmp.Diff(of, all(b, report.Coverage(b.Context(), some)), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("t2 of run %d (-want +got):\n%s", seq, diff)
			}
		}
	})
}

// byName returns tenants in the order in which a report lists them.
func byName(list []reconcile.Coverage) []reconcile.Coverage {
	return slices.SortedFunc(slices.Values(list), func(a, b reconcile.Coverage) int { return reconcile.CompareCoverage(&a, &b) })
}

func testCoverageContact(b *bench) {
	list, versions := covered("t1", "t2"), 2
	b.storeRun(reconcile.Batch{Coverage: list})
	for name, change := range map[string]func(*reconcile.Coverage){
		"end":      func(c *reconcile.Coverage) { c.DelegatedUntil = reconcile.NewDay(2026, time.December, 10) },
		"domain":   func(c *reconcile.Coverage) { c.Domain = "contoso.example" },
		"name":     func(c *reconcile.Coverage) { c.Contact.Name = "Zoë" },
		"address":  func(c *reconcile.Coverage) { c.Contact.Email = "zoe@contoso.example" },
		"language": func(c *reconcile.Coverage) { c.Contact.Language = "zh" },
	} {
		before := slices.Clone(list)
		change(&list[1])
		record := b.storeRun(reconcile.Batch{Coverage: list})
		b.storeRun(reconcile.Batch{Coverage: list})
		versions++
		b.wantCoverageRows("after another "+name, fmt.Sprintf("%d versions, 0 times", versions))
		for seq, want := range map[int64][]reconcile.Coverage{record.Seq - 1: before, record.Seq: list} {
			if diff := cmp.Diff(want, b.coverageOf(seq), cmpopts.EquateEmpty()); diff != "" {
				b.Errorf("run %d, about another %s (-want +got):\n%s", seq, name, diff)
			}
		}
	}
}

// testCoverageOrder stores tenants of all kinds of names.
func testCoverageOrder(b *bench) {
	names := []string{
		"", "adventure works", "Adventure Works", "ADVENTURE", "Contoso", "contoso", "Contoso AG", "Contoso-AG", "Contoso_AG", "Zoë", "Zoe",
		"Äpfel", "äpfel", "Apfel", "Östlich", "ostlich", "ß", "北风", "中文", "中", "İ", "i", "[", "z", "~", "1", " ", "😀", "Ａ",
	}
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		list := covered("t1", "T2", "t3", "a", "ä", "zz")
		for i := range list {
			list[i].Name = rapid.OneOf(rapid.SampledFrom(names), rapid.StringMatching(`[A-Za-zÄäß中[_ ]{0,4}`)).Draw(t, "name")
		}
		record := b.storeRun(reconcile.Batch{Coverage: list})
		if diff := cmp.Diff(byName(list), b.coverageOf(record.Seq), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("order (-want +got):\n%s", diff)
		}
	})
}

// drawCoverage draws one of a few, so that many are alike.
func drawCoverage(t *rapid.T, tenant string) reconcile.Coverage {
	few := func(label string) int { return rapid.SampledFrom([]int{0, 0, 0, 1}).Draw(t, label) }
	c := reconcile.Coverage{
		TenantID: tenant, Name: rapid.SampledFrom([]string{"Zoë", "Zoë", "Zoe"}).Draw(t, "name"), Evaluated: few("evaluated") == 0,
		Subscriptions: 3 + few("subscriptions"), ChargesOnly: few("charges only"), Seats: int64(few("seats")),
		WithFindings: few("with findings"), Suppressed: few("suppressed"),
	}
	if few("known") > 0 {
		c.DelegatedUntil = reconcile.NewDay(2026, time.December, 10)
		c.Domain, c.Contact = "contoso.example", reconcile.Contact{Name: "Zoë", Email: "zoe@contoso.example", Language: "de"}
	}
	if !c.Evaluated {
		c.Reason, c.Source = reconcile.StaleData, rapid.SampledFrom([]string{"csv", "api"}).Draw(t, "source")
		if few("not read") > 0 {
			c.Reason, c.Why = reconcile.SourceNotRead, "page 2 is lacking"
		}
	}
	if few("counted") > 0 {
		c.Routine = map[reconcile.Counter]int{reconcile.CountCovered: 1 + few("covered")}
		c.Silenced = map[reconcile.Code]int{"a-code": 1 + few("silenced")}
	}
	times := []time.Time{at(5), at(5), at(29), {}}
	c.ObservedAt = rapid.SampledFrom(times).Draw(t, "observed")
	c.SourceAt = rapid.SampledFrom(times).Draw(t, "source seen")
	return c
}
