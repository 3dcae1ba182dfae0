package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// coverageRow holds the columns of the coverage of a tenant that are the same in every
// run of its version.
type coverageRow struct {
	Name          string `db:"name"`
	Domain        string `db:"domain"`
	ContactName   string `db:"contact_name"`
	ContactEmail  string `db:"contact_email"`
	Language      string `db:"language"`
	Evaluated     bool   `db:"evaluated"`
	Reason        string `db:"reason"`
	Source        string `db:"source"`
	Why           string `db:"why"`
	Subscriptions int64  `db:"subscriptions"`
	ChargesOnly   int64  `db:"charges_only"`
	Seats         int64  `db:"seats"`
	WithFindings  int64  `db:"with_findings"`
	Suppressed    int64  `db:"suppressed"`
	Routine       string `db:"routine"`
	Silenced      string `db:"silenced"`

	DelegatedUntil string `db:"delegated_until"`
}

// coveragePlaceholders fills the queries on coverage: which version of it, c or s, the run
// r has.
func coveragePlaceholders() sqlfiles.Texts {
	return sqlfiles.Texts{
		"(coverage)":      columnsOf("c.", coverageRow{}),
		"(known seller)":  columnsOf("", knownSeller{}),
		"(coverage line)": coverageLine("run"),
		"(c in r)":        coverageIn("c", "r"), "(s in r)": coverageIn("s", "r"),
	}
}

// coverageIn returns the SQL for that a version of coverage is what a run has. Runs over
// all tenants of the store's history follow one another; any other has a line of its own.
func coverageIn(version, run string) string {
	return version + ".line = " + coverageLine(run) + " and " + version + ".from_run <= " + run + ".seq and " +
		version + ".to_run > " + run + ".seq"
}

func coverageLine(run string) string {
	return "case when " + run + ".tenants = '[]' then " + run + ".line else " + run + ".seq end"
}

func coverageRowOf(c *reconcile.Coverage) (coverageRow, error) {
	routine, err := json.Marshal(c.Routine)
	if err != nil {
		return coverageRow{}, fmt.Errorf("write the counters of tenant %s: %w", c.TenantID, err)
	}
	silenced, err := json.Marshal(c.Silenced)
	if err != nil {
		return coverageRow{}, fmt.Errorf("write the counters of tenant %s: %w", c.TenantID, err)
	}
	return coverageRow{
		Name: c.Name, Domain: c.Domain, ContactName: c.Contact.Name, ContactEmail: c.Contact.Email, Language: c.Contact.Language,
		Evaluated: c.Evaluated, Reason: string(c.Reason), Source: c.Source, Why: c.Why,
		Subscriptions: int64(c.Subscriptions), ChargesOnly: int64(c.ChargesOnly), Seats: c.Seats,
		WithFindings: int64(c.WithFindings), Suppressed: int64(c.Suppressed), Routine: string(routine), Silenced: string(silenced),
		DelegatedUntil: c.DelegatedUntil.String(),
	}, nil
}

// coverageVersion is what an earlier run left as the present coverage of a tenant.
type coverageVersion struct {
	row                  coverageRow
	observed, sourceSeen sql.NullInt64 // numbers of times
}

// coverage stores what differs from the coverage that the line of the run had.
func (w *writer) coverage(ctx context.Context, coverage []reconcile.Coverage) error {
	times, err := w.coverageTimes(ctx)
	if err != nil {
		return err
	}
	present, err := w.presentCoverage(ctx, coverage)
	if err != nil {
		return err
	}
	rows := w.tx.bulk(w.store.sql.CoverageAdd)
	for i := range coverage {
		c := &coverage[i]
		row, err := coverageRowOf(c)
		if err != nil {
			return fmt.Errorf("%s: %w", w.tx.op, err)
		}
		before, known := present[c.TenantID]
		if known && before.row == row && times.holds(before.observed, c.ObservedAt) && times.holds(before.sourceSeen, c.SourceAt) {
			continue
		}
		err = rows.add(ctx, c.TenantID, w.run.coverage, w.seq, presentRun, row.Name, row.Domain, row.ContactName, row.ContactEmail,
			row.Language, truth(row.Evaluated), row.Reason, row.Source, row.Why, row.Subscriptions, row.ChargesOnly, row.Seats, row.WithFindings, row.Suppressed, row.Routine, row.Silenced,
			row.DelegatedUntil, times.number(c.ObservedAt), times.number(c.SourceAt))
		if err != nil {
			return err
		}
	}
	err = rows.flush(ctx)
	if err != nil {
		return err
	}
	return w.addCoverageTimes(ctx, times)
}

// presentCoverage returns what the line of the run has for the tenants.
func (w *writer) presentCoverage(ctx context.Context, coverage []reconcile.Coverage) (map[string]coverageVersion, error) {
	ids := make([]any, 0, len(coverage))
	for i := range coverage {
		ids = append(ids, coverage[i].TenantID)
	}
	present := make(map[string]coverageVersion, len(coverage))
	before := []any{w.run.coverage, w.seq, presentRun}
	err := w.tx.eachOf(ctx, w.store.sql.CoveragePresent, before, ids, func(rows *sql.Rows) (bool, error) {
		var id string
		var v coverageVersion
		err := rows.Scan(append([]any{&id, &v.observed, &v.sourceSeen}, places(&v.row)...)...)
		present[id] = v
		return true, err
	})
	return present, err
}

// coverageTimes are the times that a run's coverage names by numbers. A number stands
// for one time in a run, and for another one in the next: what tenants have in common
// moves on for all of them at once.
type coverageTimes struct {
	at     map[int64]int64 // by number
	first  map[int64]int64 // the first number, by time
	next   int64           // a number that no earlier run has named
	unkept []int64         // numbers that are not stored yet
}

// firstTimes is more than the times of any run: with it the numbers of a run begin.
const firstTimes = 1 << 24

func (w *writer) coverageTimes(ctx context.Context) (*coverageTimes, error) {
	t := &coverageTimes{at: map[int64]int64{}, first: map[int64]int64{}, next: w.seq * firstTimes}
	err := w.tx.each(ctx, w.store.sql.CoverageTimes, []any{w.seq}, func(rows *sql.Rows) (bool, error) {
		var number, at int64
		err := rows.Scan(&number, &at)
		t.set(number, at)
		return true, err
	})
	return t, err
}

func (t *coverageTimes) set(number, at int64) {
	t.at[number] = at
	if _, known := t.first[at]; !known {
		t.first[at] = number
	}
	t.next = max(t.next, number+1)
}

// holds reports whether a number of an earlier run stands for a time in this one too.
// The first tenant that asks tells what it stands for.
func (t *coverageTimes) holds(number sql.NullInt64, at time.Time) bool {
	if !number.Valid || at.IsZero() {
		return !number.Valid && at.IsZero()
	}
	stands, known := t.at[number.Int64]
	if !known {
		t.add(number.Int64, at.Unix())
		return true
	}
	return stands == at.Unix()
}

// number returns the number of a time, null for none.
func (t *coverageTimes) number(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	number, known := t.first[at.Unix()]
	if !known {
		number = t.next
		t.add(number, at.Unix())
	}
	return number
}

func (t *coverageTimes) add(number, at int64) {
	t.set(number, at)
	t.unkept = append(t.unkept, number)
}

func (w *writer) addCoverageTimes(ctx context.Context, t *coverageTimes) error {
	rows := w.tx.bulk(w.store.sql.CoverageTimeAdd)
	for _, number := range t.unkept {
		err := rows.add(ctx, w.seq, number, t.at[number])
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

func scanCoverage(rows *sql.Rows) (reconcile.Coverage, error) {
	var c reconcile.Coverage
	var row coverageRow
	var observed, seen sql.NullInt64
	err := rows.Scan(append([]any{&c.TenantID, &observed, &seen}, places(&row)...)...)
	if err != nil {
		return reconcile.Coverage{}, err
	}
	c.Name, c.Domain = row.Name, row.Domain
	c.Contact = reconcile.Contact{Name: row.ContactName, Email: row.ContactEmail, Language: row.Language}
	c.Evaluated, c.Reason, c.Source, c.Why = row.Evaluated, reconcile.CoverageReason(row.Reason), row.Source, row.Why
	c.ObservedAt, c.SourceAt = fromSeconds(observed), fromSeconds(seen)
	c.Subscriptions, c.ChargesOnly, c.Seats = int(row.Subscriptions), int(row.ChargesOnly), row.Seats
	c.WithFindings, c.Suppressed = int(row.WithFindings), int(row.Suppressed)
	err = json.Unmarshal([]byte(row.Routine), &c.Routine)
	if err == nil {
		err = json.Unmarshal([]byte(row.Silenced), &c.Silenced)
	}
	if err != nil {
		return reconcile.Coverage{}, fmt.Errorf("read the counters of tenant %s: %w", c.TenantID, err)
	}
	c.DelegatedUntil, err = day(row.DelegatedUntil)
	if err != nil {
		return reconcile.Coverage{}, fmt.Errorf("read until when tenant %s is administered: %w", c.TenantID, err)
	}
	return c, nil
}
