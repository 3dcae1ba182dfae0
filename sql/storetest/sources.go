package storetest

import (
	"errors"
	"fmt"
	"strings"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func sourceTests() map[string]func(*bench) {
	tests := map[string]func(*bench){
		"a file that lacks columns is refused":     testNarrower,
		"history is kept as long as it has a word": testForget,
		"what any sources deliver is merged":       testDrawnSources,
	}
	for name, test := range storyCases() {
		tests[name] = test.run
	}
	return tests
}

// known is s1 of t1 with what a rule needs of it.
func known(change ...func(*reconcile.Subscription)) reconcile.FactRow {
	row := sub("t1", "s1", 20)
	s := row.Subscription
	s.Channel, s.AutoRenew, s.EndOfTerm = reconcile.CSP, reconcile.Yes, reconcile.NoAction
	s.CommitmentEnd = reconcile.NewDay(2026, 12, 31).Start()
	for _, c := range change {
		c(s)
	}
	return row
}

func seats(n int64) func(*reconcile.Subscription) {
	return func(s *reconcile.Subscription) { s.Quantity = reconcile.CountOf(n) }
}

func action(e reconcile.EndOfTerm) func(*reconcile.Subscription) {
	return func(s *reconcile.Subscription) { s.EndOfTerm = e }
}

// only is a file with the number of seats and nothing else.
func only(d delivery) delivery {
	d.carries = reconcile.FieldsOf(reconcile.FieldQuantity)
	for i := range d.rows {
		was := d.rows[i].Subscription
		d.rows[i].Subscription = &reconcile.Subscription{TenantID: was.TenantID, ID: was.ID, Quantity: was.Quantity}
	}
	return d
}

// storyCase is what several sources deliver, and what a scan then shows of t1.
type storyCase struct {
	deliveries []delivery
	want       []string // its subscriptions, the missing ones marked
	history    []string // of s1: what its sources told, in order
}

func (c storyCase) run(b *bench) {
	for _, d := range c.deliveries {
		b.deliver(d)
	}
	tenant := b.tenant("t1").Tenant
	var lines, history []string
	for _, list := range [][]reconcile.Subscription{tenant.Subscriptions, tenant.Missing} {
		for i := range list {
			s := &list[i]
			lines = append(lines, storyLine(s))
			if s.ID == "s1" {
				history = told(s.History)
			}
		}
	}
	if diff := cmp.Diff(c.want, lines); diff != "" {
		b.Errorf("subscriptions (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(c.history, history); c.history != nil && diff != "" {
		b.Errorf("history (-want +got):\n%s", diff)
	}
}

func storyLine(s *reconcile.Subscription) string {
	end, _ := reconcile.LastDay(s)
	line := strings.TrimSpace(fmt.Sprintf("%s %s %d %s", s.ID, s.Source, s.Quantity.N, end))
	if s.FirstSeen.Known() {
		line += " first seen " + s.FirstSeen.String()
	}
	if s.Gone {
		line += " missing since " + s.MissingSince.String()
	}
	return line
}

// told writes what changed, or what there is of quantities and actions.
func told(history []reconcile.FactChange) []string {
	var lines []string
	for _, c := range history {
		switch c.Column {
		case "quantity", "end_of_term", "present":
			lines = append(lines, fmt.Sprintf("%s %s=%s %s", c.Source, c.Column, c.Value, reconcile.DayOf(c.Seen)))
		}
	}
	return lines
}

const day = 24 // hours

func storyCases() map[string]storyCase {
	other := sub("t1", "s2", 1)
	return map[string]storyCase{
		"a newer source that knows the seats only leaves the rest": {
			deliveries: []delivery{
				{at: 1, rows: rows{known()}},
				only(delivery{source: "psa", at: 2, rows: rows{known(seats(35))}}),
			},
			want: []string{"s1 csv 35 2026-12-31"},
		},
		"a row is first seen where deliveries before it had none": {
			deliveries: []delivery{
				{at: 0, rows: rows{other}},
				{at: day, rows: rows{other, known()}},
				{at: 2 * day, rows: rows{other, known()}},
			},
			want: []string{"s1 csv 20 2026-12-31 first seen 2026-11-02", "s2 csv 1"},
		},
		"an older delivery shows that it was there": {
			deliveries: []delivery{
				{at: 1 * day, rows: rows{other}},
				{at: 2 * day, rows: rows{other, known()}},
				{at: 0, rows: rows{sub("t1", "s2", 1)}},
			},
			want: []string{"s1 csv 20 2026-12-31 first seen 2026-11-03", "s2 csv 1"},
		},
		"of what is gone the last facts stay": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(), other}},
				{at: 2 * day, complete: true, rows: rows{other}, want: &counts{Rows: 1, Gone: 1}},
				{at: 3 * day, complete: true, rows: rows{other}, want: &counts{Rows: 1}},
			},
			want: []string{"s2 csv 1", "s1 csv 20 2026-12-31 missing since 2026-11-03"},
			history: []string{
				"csv present=true 2026-11-01", "csv quantity=20 2026-11-01",
				"csv present=false 2026-11-03",
			},
		},
		"what is back was missing": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(), other}},
				{at: 1 * day, complete: true, rows: rows{other}},
				{at: 2 * day, complete: true, rows: rows{other, known(seats(25))}},
			},
			want: []string{"s1 csv 25 2026-12-31", "s2 csv 1"},
			history: []string{
				"csv present=true 2026-11-01", "csv quantity=20 2026-11-01",
				"csv present=false 2026-11-02", "csv present=true 2026-11-03", "csv quantity=25 2026-11-03",
			},
		},
		"an older delivery does not bring back what is gone": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(), other}},
				{at: 2 * day, complete: true, rows: rows{other}},
				{at: 1 * day, rows: rows{known(seats(25))}},
			},
			want: []string{"s2 csv 1", "s1 csv 20 2026-12-31 missing since 2026-11-03"},
		},
		"gone in one source, still delivered by another": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(), other}},
				{source: "giacom", at: 0, rows: rows{known(), other}},
				{at: day, complete: true, rows: rows{other}},
				{source: "giacom", at: day, rows: rows{known(), other}},
			},
			want: []string{"s1 giacom 20 2026-12-31", "s2 csv 1"},
		},
		"gone in one source, no longer delivered by another": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(), other}},
				{source: "giacom", at: 0, rows: rows{known(), other}},
				{at: day, complete: true, rows: rows{other}},
				{source: "giacom", at: 2 * day, rows: rows{other}},
			},
			want: []string{"s2 giacom 1", "s1 csv 20 2026-12-31 missing since 2026-11-03"},
		},
		"changes are told when they were first seen, by source": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(action(reconcile.ActionCancel))}},
				{at: day, rows: rows{known(action(reconcile.ActionCancel))}},
				{source: "giacom", at: day, rows: rows{known(seats(22))}},
				{at: 2 * day, rows: rows{known(seats(25))}},
			},
			want: []string{"s1 csv 25 2026-12-31"},
			history: []string{
				"csv present=true 2026-11-01", "csv quantity=20 2026-11-01", "csv end_of_term=cancel 2026-11-01",
				"giacom present=true 2026-11-02", "giacom quantity=22 2026-11-02",
				"csv quantity=25 2026-11-03", "csv end_of_term= 2026-11-03",
			},
		},
		"a column that leaves is not an empty one": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(action(reconcile.ActionCancel))}},
				only(delivery{at: day, narrower: true, rows: rows{known()}}),
				{at: 2 * day, rows: rows{known()}},
			},
			want: []string{"s1 csv 20 2026-12-31"},
			history: []string{
				"csv present=true 2026-11-01", "csv quantity=20 2026-11-01", "csv end_of_term=cancel 2026-11-01",
				"csv end_of_term= 2026-11-03",
			},
		},
		"of one instant the last import counts": {
			deliveries: []delivery{
				{at: 0, rows: rows{known()}},
				{at: day, rows: rows{known(seats(21))}},
				{at: day, rows: rows{known(seats(22))}},
			},
			want: []string{"s1 csv 22 2026-12-31"},
			history: []string{
				"csv present=true 2026-11-01", "csv quantity=20 2026-11-01",
				"csv quantity=22 2026-11-02",
			},
		},
	}
}

func testNarrower(b *bench) {
	full := reconcile.AllFields()
	b.deliver(delivery{at: 0, carries: full.Without(reconcile.FieldCommitmentEndAt), rows: rows{known(), sub("t1", "s2", 1)}})
	narrow := only(delivery{at: 1, rows: rows{known()}})
	for _, test := range []struct {
		name    string
		d       delivery
		columns []string
	}{
		{"fewer columns", narrow, []string{"auto_renew", "commitment_end", "end_of_term", "status"}},
		{"of another source", delivery{source: "other", at: 1, carries: narrow.carries, rows: narrow.rows}, nil},
		{"what was never known", delivery{at: 1, carries: narrow.carries.With(reconcile.FieldStatus), rows: rows{sub("t1", "s2", 1)}}, nil},
		{"older than what is there", delivery{at: -1, carries: narrow.carries, rows: narrow.rows}, nil},
		{
			"the end by its other column", delivery{at: 1, carries: full.Without(reconcile.FieldCommitmentEnd), rows: rows{known(func(s *reconcile.Subscription) {
				s.CommitmentEndAt, s.CommitmentEnd = s.CommitmentEnd, s.CommitmentEndAt
			})}}, nil,
		},
		{"as it was said", delivery{at: 2, carries: narrow.carries, narrower: true, rows: narrow.rows}, nil},
		{"nothing is left to lose", delivery{at: 3, carries: narrow.carries, rows: narrow.rows}, nil},
	} {
		_, err := b.tryDeliver(test.d)
		var columns []string
		if narrowed, ok := errors.AsType[*reconcile.NarrowError](err); ok {
			columns = narrowed.Columns
		} else {
			b.must(err)
		}
		if diff := cmp.Diff(test.columns, columns); diff != "" {
			b.Errorf("%s: refused for (-want +got):\n%s", test.name, diff)
		}
	}
}

// testForget keeps what the present term has seen, and of each fact the last value
// before the present one.
func testForget(b *bench) {
	ended := func(n int64) reconcile.FactRow {
		return known(seats(n), func(s *reconcile.Subscription) { s.CommitmentEnd = reconcile.NewDay(2026, 11, 5).Start() })
	}
	for i := range 5 {
		b.deliver(delivery{at: i * day, keep: 2 * day, rows: rows{ended(int64(20 + i))}})
	}
	past := func() (values []string) {
		for _, c := range b.tenant("t1").Tenant.Subscriptions[0].History {
			if c.Column == "quantity" && c.Seen.After(at(0)) {
				values = append(values, c.Value)
			}
		}
		return values
	}
	if diff := cmp.Diff([]string{"21", "22", "23", "24"}, past()); diff != "" {
		b.Errorf("while the term runs (-want +got):\n%s", diff)
	}
	b.deliver(delivery{at: 20 * day, keep: 2 * day, rows: rows{ended(30)}})
	if diff := cmp.Diff([]string{"24", "30"}, past()); diff != "" {
		b.Errorf("after it (-want +got):\n%s", diff)
	}
}
