package store_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/sql/pgtest"
	"handover/sql/store"
)

// history is what a store of version 5 holds of the coverage of many runs.
type history struct {
	rows strings.Builder
	want map[int64][]reconcile.Coverage // of the published ones
	all  int                            // rows
	last int64                          // published run over all tenants
}

// drawnHistory draws runs over all tenants and over some, backfills, and runs that were
// cut off; what they saw of a tenant is mostly what the run before saw.
func drawnHistory(runs int) *history {
	h := &history{want: map[int64][]reconcile.Coverage{}}
	random := rand.New(rand.NewPCG(1, 2))
	h.rows.WriteString(oneTenant)
	for seq := range int64(runs) {
		h.run(random, seq+1)
	}
	return h
}

func (h *history) run(random *rand.Rand, seq int64) {
	tenants, line, state := []string{"t1", "t2", "t3", "t4"}, int64(0), "complete"
	asked := "[]"
	switch random.IntN(8) {
	case 0:
		tenants, asked = []string{"t2"}, `["t2"]`
	case 1:
		line = seq
	case 2:
		state = "running"
	case 3:
		state = "partial"
	}
	fmt.Fprintf(&h.rows, `
insert into run (seq, line, as_of, started_at, state, started_by, actor, reason, tenants, policy, policy_hash, version, summary, lease, epoch, decided)
values (%d, %d, 1, 1, '%s', 'cli', 'A', '', '%s', 'p', 'h', 'v', '{}', 'run', 1, 0);`, seq, line, state, asked)
	if asked == "[]" && line == 0 && state != "running" {
		h.last = seq
	}
	now := 1790000000 + 86400*seq
	for _, id := range tenants {
		c := reconcile.Coverage{TenantID: id, Name: "Contoso", Evaluated: true, Subscriptions: 3, ObservedAt: time.Unix(now, 0).UTC()}
		switch random.IntN(9) {
		case 0:
			c.ObservedAt = time.Time{}
		case 1:
			c.Evaluated, c.Reason, c.Source, c.SourceAt = false, reconcile.StaleData, "csv", time.Unix(now-int64(random.IntN(2)), 0).UTC()
		case 2:
			c.Seats = int64(random.IntN(3))
		}
		fmt.Fprintf(&h.rows, `
insert into coverage (run, tenant_id, name, evaluated, reason, source, observed_at, subscriptions, seats, with_findings, suppressed, routine, silenced, source_at)
values (%d, '%s', '%s', %d, '%s', '%s', %s, %d, %d, 0, 0, 'null', '{}', %s);`,
			seq, id, c.Name, map[bool]int{true: 1}[c.Evaluated], c.Reason, c.Source, second(c.ObservedAt), c.Subscriptions, c.Seats, second(c.SourceAt))
		h.all++
		c.Silenced = map[reconcile.Code]int{}
		if state != "running" {
			h.want[seq] = append(h.want[seq], c)
		}
	}
}

func second(t time.Time) string {
	if t.IsZero() {
		return "null"
	}
	return fmt.Sprint(t.Unix())
}

// What each run of an older store has looked at is the same after the migration, in
// fewer rows, and the next run goes on with it.
func TestCoverageOfVersion5(t *testing.T) {
	h := drawnHistory(120)
	path, server := filepath.Join(t.TempDir(), "old.db"), pgtest.Database(t)
	for _, database := range []struct{ driver, source, url string }{
		{"sqlite", "file:" + path, "sqlite:" + path}, {"postgres", server, server},
	} {
		older(t, database.driver, database.source, 5, h.rows.String())
		_, err := store.MigrateUp(t.Context(), database.url)
		check(t, err)
		s := open(t, database.url)
		for seq, want := range h.want {
			if diff := cmp.Diff(want, coverageOf(t, s, seq)); diff != "" {
				t.Fatalf("%s: run %d (-before +after):\n%s", database.driver, seq, diff)
			}
		}
		before := versions(t, database.driver, database.source)
		if before == 0 || before*3 > h.all*2 {
			t.Errorf("%s: %d rows have become %d versions, want far fewer", database.driver, h.all, before)
		}
		lease, err := s.Acquire(t.Context(), "run", "engine", time.Minute, time.Now)
		check(t, err)
		record := reconcile.Run{AsOf: time.Unix(1, 0).UTC(), StartedAt: time.Unix(1, 0).UTC(), Jobs: reconcile.Jobs()}
		check(t, lease.Begin(t.Context(), &record))
		check(t, lease.Save(t.Context(), record.Seq, reconcile.Batch{Coverage: h.want[h.last]}))
		if after := versions(t, database.driver, database.source); after != before {
			t.Errorf("%s: a run that sees what run %d saw makes of %d versions %d", database.driver, h.last, before, after)
		}
	}
}

func coverageOf(t *testing.T, s *store.Store, seq int64) []reconcile.Coverage {
	t.Helper()
	report, err := s.Report(t.Context(), seq)
	check(t, err)
	var list []reconcile.Coverage
	for c, err := range report.Coverage(t.Context(), reconcile.Filter{}) {
		check(t, err)
		list = append(list, c)
	}
	return list
}

func versions(t *testing.T, driver, source string) (n int) {
	t.Helper()
	db, err := sql.Open(driver, source)
	check(t, err)
	check(t, db.QueryRowContext(t.Context(), "select count(*) from coverage_version").Scan(&n))
	check(t, db.Close())
	return n
}
