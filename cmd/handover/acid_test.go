package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handover/reports/formats"
)

// outputs names one file per format.
func (p *program) outputs(name string) (flags, paths []string) {
	for _, format := range formats.All() {
		path := filepath.Join(p.folder, name+format.Ext)
		flags = append(flags, "-o", format.Name+":"+path)
		paths = append(paths, path)
	}
	return flags, paths
}

// A stored run gives the bytes of its own day, whatever is imported, found or
// decided later.
func TestARunIsRenderedAsItWas(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		flags, before := p.outputs("first")
		p.must(0, append([]string{"run"}, flags...)...)

		// Another name, another price, a row that is gone, a finding taken note of.
		p.now = p.now.Add(24 * time.Hour)
		data.rows[0] = source("a1", "a", "true", "99.00")
		data.rows = append(data.rows[:2], data.rows[3:]...)
		p.write("later/subscriptions.csv", fixtureHeader+strings.Join(data.rows, "")+source("b2", "b", "true", "1.00"))
		p.write("later/tenants.csv", strings.Replace(threeTenants, "Contoso", `"=Contoso ""AG"""`, 1))
		p.must(0, "import", "--complete", p.folder+"/later")
		second := parseReport(t, p.must(0, "run", "-o", "json:-").stdout)
		if second.Summary.Delta["resolved"] != 1 {
			t.Fatalf("the second run resolves %d findings, want 1", second.Summary.Delta["resolved"])
		}
		p.must(0, "findings", "acknowledge", second.Findings[1].ID[:10], "--by", "operator", "--reason", "told the customer")
		p.now = p.now.Add(24 * time.Hour)
		p.must(0, "import", "--complete", p.folder+"/later")
		third := parseReport(t, p.must(0, "run", "-o", "json:-").stdout)
		if third.Findings[1].State != "acknowledged" || third.Summary.Delta["suppressed"] != 1 {
			t.Errorf("the finding is %s, %d suppressed; want acknowledged and 1", third.Findings[1].State, third.Summary.Delta["suppressed"])
		}

		flags, after := p.outputs("again")
		p.must(0, append([]string{"report", "--run", "1"}, flags...)...)
		for i := range before {
			same(t, before[i], after[i])
		}
	})
}

// The two stores give the same report to the last byte.
func TestBothStoresGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	var written [][]string
	for _, address := range stores() {
		p := newProgram(t, address(t))
		p.must(0, "demo", "--tenants", "40", "--seed", "7", "--out", p.folder+"/data", "--as-of", "2026-11-19")
		p.must(0, "import", p.folder+"/data")
		p.must(0, "run", "--out", p.folder+"/out")
		p.now = p.now.Add(24 * time.Hour)
		p.must(0, "import", p.folder+"/data")
		flags, paths := p.outputs("second")
		p.must(0, append([]string{"run"}, flags...)...)
		written = append(written, paths)
	}
	for i := range written[0] {
		same(t, written[0][i], written[1][i])
	}
}

// However many tenants are judged at once, a run stores and writes the same. Each number
// has a store of its own, from which the report is read.
func TestManyWorkersGiveTheSameBytes(t *testing.T) {
	t.Parallel()
	for name, address := range stores() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var first []string
			for _, workers := range []int{1, 2, 16} {
				p := newProgram(t, address(t))
				p.workers = workers
				p.must(0, "demo", "--tenants", "120", "--seed", "7", "--out", p.folder+"/data", "--as-of", "2026-11-19")
				p.must(0, "import", p.folder+"/data")
				flags, rehearsed := p.outputs("rehearsed")
				p.must(0, append([]string{"run", "--dry-run"}, flags...)...)
				flags, stored := p.outputs("stored")
				p.must(0, append([]string{"run"}, flags...)...)
				paths := slices.Concat(rehearsed, stored)
				if first == nil {
					first = paths
				}
				for i := range paths {
					same(t, first[i], paths[i])
				}
			}
		})
	}
}

func same(t *testing.T, a, b string) {
	t.Helper()
	first, err := os.ReadFile(a)
	if err != nil {
		t.Fatal(err)
	}
	second, err := os.ReadFile(b)
	if err != nil {
		t.Fatal(err)
	}
	if len(first) == 0 || !bytes.Equal(first, second) {
		t.Errorf("%s (%d bytes) and %s (%d bytes) differ", filepath.Base(a), len(first), filepath.Base(b), len(second))
	}
}
