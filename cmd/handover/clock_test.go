package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// ahead lets commands run on a clock that is a year ahead.
func (p *program) ahead(do func()) {
	now := p.now
	p.now = now.AddDate(1, 0, 0)
	do()
	p.now = now
}

// An import and a run on a clock that was ahead: the present wins over what they
// have stored, and every word about it names the clock.
func TestClockWasAhead(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		p.ahead(func() {
			data.deliver(p, "a", "b", "c")
			p.must(0, "run", "-o", filepath.Join(p.folder, "ahead.json"))
		})
		o := p.must(4, "run", "-o", "json:-")
		says(t, o.stderr, "the last run is as of an instant that is yet to come by this computer's clock")
		if strings.Contains(o.stdout, `"data_age_hours":0`) {
			t.Error("what is yet to come is told as fresh")
		}
		for _, c := range parseReport(t, o.stdout).Coverage {
			if c.Status != "not-evaluated" || !strings.Contains(c.Reason, "in the future by the clock of the run") {
				t.Errorf("%s is %s: %s", c.Tenant, c.Status, c.Reason)
			}
		}
		says(t, p.must(0, "check").stdout, "later than now, 2026-11-20T05:00:00Z by this computer's clock")
		says(t, p.must(0, "explain", "a1").stdout, "dated 2027-11-20T05:00:00Z, which is in the future by this computer's clock")
		data.rows[0] = source("a1", "a", "false", "10.00")
		for name, text := range data.files("a", "b", "c") {
			p.write("data/"+name, text)
		}
		o = p.must(0, "import", "--complete", p.folder+"/data")
		says(t, o.stderr, "the last delivery of csv is stored as seen at 2027-11-20T05:00:00Z, which is later than now, 2026-11-20T05:00:00Z by this computer's clock")
		says(t, o.stdout, "subscriptions.csv: subscriptions, 4 rows stored (1 new or changed)")
		if o := p.must(0, "import", "--complete", p.folder+"/data"); o.stderr != "" {
			t.Errorf("the next import tells\n%s", o.stderr)
		}
		o = p.must(0, "run", "-o", p.folder+"/later.json")
		if o.stderr != "" || !strings.Contains(p.must(0, "check").stdout, "seen just now") {
			t.Errorf("the next run tells\n%s", o.stderr)
		}
		o = p.must(2, "run", "--as-of", "2026-11-19")
		o.told(t, `--as-of 2026-11-19T00:00:00Z is earlier than the last run's 2026-11-20T05:00:00Z`)
		o = p.must(2, "run", "--as-of", "2026-12-19")
		o.told(t, `is later than now, 2026-11-20T05:00:00Z by this computer's clock`)
	})
}

// A row that is older than what is stored is left out, and counted.
func TestOlderRowsAreCounted(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		o := p.must(0, "import", "--observed-at", "2026-11-19", p.folder+"/data/subscriptions.csv")
		if o.stdout != "subscriptions.csv: subscriptions, 0 rows stored (0 new or changed), 4 older than what is stored and left out\n" {
			t.Errorf("import tells %q", o.stdout)
		}
		o = p.must(0, "import", "--json", "--observed-at", "2026-11-19", p.folder+"/data/subscriptions.csv")
		says(t, o.stdout, `"older": 4`)
	})
}

// A clock that is set back during a run: it does not end before it has begun.
func TestClockIsSetBackDuringARun(t *testing.T) {
	onBoth(t, func(t *testing.T, p *program) {
		data := first()
		data.deliver(p, "a", "b", "c")
		back := p.now
		o := p.runBy(t.Context(), func() time.Time {
			back = back.Add(-time.Hour)
			return back
		}, "run", "-o", filepath.Join(p.folder, "run.json"))
		if o.code != 0 && o.code != 4 {
			t.Fatalf("exit %d: %s", o.code, o.stderr)
		}
		o = p.must(0, "runs", "--json")
		started, finished := between(o.stdout, `"started_at": "`), between(o.stdout, `"finished_at": "`)
		if started == "" || finished < started {
			t.Errorf("the run began at %s and ended at %s", started, finished)
		}
	})
}

// between returns what follows a text up to the next quote.
func between(text, before string) string {
	_, rest, _ := strings.Cut(text, before)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

func says(t *testing.T, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q is not said in\n%s", part, text)
	}
}
