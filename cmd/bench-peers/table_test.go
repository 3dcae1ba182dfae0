package main

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	tests := map[string]struct {
		walls []int
		want  int
	}{
		"one":                {[]int{7}, 7},
		"odd, not in order":  {[]int{9, 1, 5}, 5},
		"even: the mean":     {[]int{4, 1, 8, 2}, 3},
		"two":                {[]int{1, 4}, 2}, // 2.5 units of whole nanoseconds
		"an outlier is none": {[]int{100, 101, 5000}, 101},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r, p := newResults(), place{sqlite, 1}
			for _, wall := range test.walls {
				r.add(p, importFirst, cost{wall: time.Duration(wall), cpu: time.Duration(2 * wall), peak: int64(wall)})
			}
			got, ok := r.median(p, importFirst)
			if !ok || got.wall != time.Duration(test.want) || got.peak != int64(test.want) {
				t.Errorf("median(%v) = %+v, %v, want %d", test.walls, got, ok, test.want)
			}
		})
	}
	if _, ok := newResults().median(place{sqlite, 1}, importFirst); ok {
		t.Error("there is a median of nothing")
	}
}

func TestMedianTakesEachFigureOfItsOwn(t *testing.T) {
	r, p := newResults(), place{sqlite, 1}
	r.add(p, runFirst, cost{wall: 1, cpu: 30, peak: 200})
	r.add(p, runFirst, cost{wall: 2, cpu: 10, peak: 300})
	r.add(p, runFirst, cost{wall: 3, cpu: 20, peak: 100})
	if got, _ := r.median(p, runFirst); got != (cost{wall: 2, cpu: 20, peak: 200}) {
		t.Errorf("median = %+v", got)
	}
}

func TestSumAddsTimesAndKeepsTheLargestPeak(t *testing.T) {
	r, p := newResults(), place{sqlite, 1}
	r.add(p, nightImport, cost{wall: 2, cpu: 3, peak: 50})
	r.add(p, nightRun, cost{wall: 4, cpu: 5, peak: 40})
	if got, ok := r.sum(p, []string{nightImport, nightRun}); !ok || got != (cost{wall: 6, cpu: 8, peak: 50}) {
		t.Errorf("sum = %+v, %v", got, ok)
	}
	if _, ok := r.sum(p, []string{nightImport, peerPandas}); ok {
		t.Error("there is a sum although one part was not measured")
	}
}

func TestComparison(t *testing.T) {
	r, p := newResults(), place{sqlite, 1}
	add := func(name string, wall time.Duration, peak int64) { r.add(p, name, cost{wall: wall, peak: peak << 20}) }
	add(importFirst, 3*time.Second, 30)
	add(peerSQLite, 2*time.Second, 10)
	add(importSame, 2*time.Second, 30)
	add(nightImport, 2*time.Second, 30)
	add(nightRun, 4*time.Second, 40)
	add(peerDuckDB, 4*time.Second, 900)
	add(peerPandas, 8*time.Second, 400)
	table := comparison(r, p)
	for _, want := range []string{
		"| import, first | 3.00 s | sqlite3 .import | 2.00 s | 1.50 | ≤ 2 | yes |",
		"| import, the same again | 2.00 s | our first import | 3.00 s | 0.67 | ≤ 0.4 | no |",
		"| import, first | 3.00 s | barest Go program, same driver | not measured | not measured |  |  |",
		"| run, first night | not measured | DuckDB, four questions | 4.00 s | not measured | ≤ 3 | not measured |",
		"| the whole night | 6.00 s | DuckDB and pandas | 12.00 s | 0.50 | ≤ 1 | yes |",
		"| the whole night, memory | 40 MiB | DuckDB and pandas | 900 MiB | 0.04 | ≤ 0.1 | yes |",
	} {
		if !strings.Contains(table, want+"\n") {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
	}
}

func TestGrowth(t *testing.T) {
	r := newResults()
	r.add(place{postgres, 1}, runFirst, cost{wall: time.Second, peak: 100 << 20})
	r.add(place{postgres, 10}, runFirst, cost{wall: 12 * time.Second, peak: 110 << 20})
	r.add(place{postgres, 1}, importFirst, cost{wall: time.Second, peak: 250 << 20})
	r.add(place{postgres, 10}, importFirst, cost{wall: 10 * time.Second, peak: 260 << 20})
	table := growth(r, postgres, 10)
	for _, want := range []string{
		"| run, first night | 12.00 s | time | 1.00 s | 12.00 | ≤ 11 | no |",
		"| run, first night | 110 MiB | peak memory | 100 MiB | 1.10 | ≤ 1.2 and < 256 MiB | yes |",
		"| import, first | 10.00 s | time | 1.00 s | 10.00 | ≤ 11 | yes |",
		"| import, first | 260 MiB | peak memory | 250 MiB | 1.04 | ≤ 1.2 and < 256 MiB | no |",
	} {
		if !strings.Contains(table, want+"\n") {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
	}
}

func TestWaits(t *testing.T) {
	r, p := newResults(), place{sqlite, 1}
	r.add(p, oneTenant, cost{wall: 300 * time.Millisecond})
	table := waits(r, []place{p}, map[int]int{1: 50})
	for _, want := range []string{
		"| run of one tenant | sqlite | 50 | 300 ms | < 300 ms | no |",
		"| findings | sqlite | 50 | not measured | < 300 ms | not measured |",
	} {
		if !strings.Contains(table, want+"\n") {
			t.Errorf("the table lacks %q:\n%s", want, table)
		}
	}
}

func TestPhasesOfAllStoresHaveTargetsAsPromised(t *testing.T) {
	for _, store := range []string{sqlite, postgres} {
		targets := 0
		for _, phase := range phases(store) {
			if len(phase.ours) == 0 || len(phase.theirs) == 0 {
				t.Errorf("%s, %s: nothing is compared", store, phase.name)
			}
			if phase.most > 0 {
				targets++
			}
		}
		if targets != 10 {
			t.Errorf("%s has %d targets, want 10", store, targets)
		}
	}
}

func TestReportOfWhatWasMeasuredBeforeAFault(t *testing.T) {
	p := place{sqlite, 1}
	b := &bench{options: options{rounds: 1, stores: []string{sqlite}}, results: newResults(), sizes: map[int]int{1: 50}}
	b.results.add(p, importFirst, cost{wall: 2 * time.Second})
	told := b.report(errors.New("the disk is full"))
	for _, want := range []string{
		"- Broken off, so that not everything is measured: the disk is full\n",
		"| import, first | 2.00 s | sqlite3 .import | not measured |",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("the report lacks %q:\n%s", want, told)
		}
	}
	if whole := b.report(nil); strings.Contains(whole, "Broken off") {
		t.Errorf("a whole one says that it is not:\n%s", whole)
	}
}
