package main

import (
	"encoding/json"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// amounts returns the exposure of each finding by its id.
func amounts(r report) map[string]exposure {
	found := map[string]exposure{}
	for _, f := range r.Findings {
		if f.Exposure != nil {
			found[f.ID] = *f.Exposure
		}
	}
	return found
}

// shrinkingNight runs, and checks that a dry run and the list of open findings tell the
// same amounts.
func (p *program) shrinkingNight(code int) (text string, found map[string]exposure) {
	p.t.Helper()
	rehearsed := parseReport(p.t, p.must(code, "run", "--dry-run", "-o", "json:-").stdout)
	text = p.must(code, "run", "-o", "json:-").stdout
	r := parseReport(p.t, text)
	found = amounts(r)
	if diff := cmp.Diff(found, amounts(rehearsed)); diff != "" {
		p.t.Errorf("amounts of a dry run (-run +dry run):\n%s", diff)
	}
	if diff := cmp.Diff(r.Resolved, rehearsed.Resolved); diff != "" {
		p.t.Errorf("resolved by a dry run (-run +dry run):\n%s", diff)
	}
	var open report
	if err := json.Unmarshal([]byte(p.must(0, "findings", "--json").stdout), &open.Findings); err != nil {
		p.t.Fatal(err)
	}
	if diff := cmp.Diff(found, amounts(open)); diff != "" {
		p.t.Errorf("amounts of the open findings (-run +open):\n%s", diff)
	}
	return text, found
}

// shrunk counts the versions that a run has stored of findings only because an amount
// is another one.
func (p *program) shrunk(run int) (n int) {
	p.t.Helper()
	db := p.open()
	err := db.QueryRowContext(p.t.Context(), `select count(*) from finding_version as v
		join finding_version as w on w.tenant_id = v.tenant_id and w.finding_id = v.finding_id and w.to_run = v.from_run
		where v.cause = 'display' and w.cause <> 'suppressed' and v.day_parts > 0 and v.from_run = `+strconv.Itoa(run)).Scan(&n)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		p.t.Fatal(err)
	}
	return n
}

// Night after night over the same facts, an amount that shrinks every day is the one
// that a store tells which has just been filled, and nothing is stored for it.
func TestAmountsShrinkWithoutVersions(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := filepath.Join(p.folder, "estate")
		p.must(0, "demo", "--tenants", "30", "--as-of", "2026-11-20", "--out", data)
		var before map[string]exposure
		var first string
		for night := 1; night <= 4; night++ {
			p.must(0, "import", data)
			text, found := p.shrinkingNight(0)
			fresh := newProgram(t, stores()["sqlite"](t))
			fresh.now = p.now
			fresh.must(0, "import", data)
			want := amounts(parseReport(t, fresh.must(0, "run", "-o", "json:-").stdout))
			less := 0
			for id, e := range found {
				if diff := cmp.Diff(want[id], e); diff != "" {
					t.Errorf("night %d: amount of finding %s (-fresh +got):\n%s", night, id, diff)
				}
				if was, ok := before[id]; ok && was != e {
					less++
				}
			}
			if stored := p.shrunk(night); stored > 0 || night > 1 && less < 5 {
				t.Errorf("night %d: %d versions for %d amounts that have changed", night, stored, less)
			}
			if night == 1 {
				first = text
			}
			before = found
			p.now = p.now.Add(24 * time.Hour)
		}
		p.now = p.now.Add(72 * time.Hour) // nobody has delivered
		if _, found := p.shrinkingNight(4); !cmp.Equal(before, found) {
			t.Errorf("amounts of a night without fresh facts (-before +got):\n%s", cmp.Diff(before, found))
		}
		if again := p.must(0, "report", "--run", "1", "-o", "json:-").stdout; again != first {
			t.Error("the first night is told otherwise")
		}
	})
}
