package storetest

import (
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"handover/reconcile"
	"handover/sql/store"
)

type (
	rows   = []reconcile.FactRow
	counts = reconcile.ImportCounts
)

func importTests() map[string]func(*bench) {
	tests := map[string]func(*bench){
		"yields duplicates by line":             testDuplicates,
		"tells what the source has told":        testTold,
		"leaves nothing after a rollback":       testRollback,
		"refuses a row of another kind":         testWrongKind,
		"refuses an id that no index can hold":  testLongID,
		"refuses everything after its end":      testAfterEnd,
		"keeps the record of every delivery":    testRecord,
		"doubts a complete one that lacks much": testCutOff,
		"takes rows in any number":              testManyRows,
		"keeps the best offer of all sources":   testOffers,
		"keeps the best profile of all sources": testProfiles,
		"keeps the best transfer":               testTransfers,
		"tells who decided about a move":        testEntries,
	}
	for name, test := range subscriptionCases() {
		tests["subscriptions: "+name] = test.run
	}
	for name, test := range moveCases() {
		tests["moves: "+name] = test.run
	}
	for name, test := range decidedCases() {
		tests["decided: "+name] = test.run
	}
	for name, test := range aheadCases() {
		tests["clock ahead: "+name] = test.run
	}
	for name, test := range aheadStories() {
		tests["clock ahead: "+name] = test.run
	}
	return tests
}

// importCase is a row of deliveries and what a scan then shows.
type importCase struct {
	deliveries []delivery
	facts      []string // of all tenants
	t1         []string // the deliveries of tenant t1
	moves      []string // the moves of tenant t1
}

func (c importCase) run(b *bench) {
	for _, d := range c.deliveries {
		b.deliver(d)
	}
	if diff := cmp.Diff(c.facts, b.facts(), cmpopts.EquateEmpty()); c.facts != nil && diff != "" {
		b.Errorf("facts (-want +got):\n%s", diff)
	}
	if c.t1 != nil {
		if diff := cmp.Diff(c.t1, b.deliveries("t1")); diff != "" {
			b.Errorf("deliveries of t1 (-want +got):\n%s", diff)
		}
	}
	if c.moves != nil {
		if diff := cmp.Diff(c.moves, b.moves("t1")); diff != "" {
			b.Errorf("moves of t1 (-want +got):\n%s", diff)
		}
	}
}

func testDuplicates(b *bench) {
	im, err := Begin(b.Context(), b.the(), delivery{kind: reconcile.MoveRows, at: 1}.header())
	b.must(err)
	defer func() { b.must(im.Rollback()) }()
	for i, row := range []reconcile.FactRow{
		move("t1", "s1", "a", "b"), move("t1", "s1"), move("t1", "s1", "b", "a"), move("t1", "s1", "a"),
		rejected("t1"), move("t1", "s 2"), move("t1", "s 2"),
	} {
		row.Line = int64(10 + i)
		b.must(im.Add(b.Context(), row))
	}
	want := []reconcile.DuplicateRow{
		{Line: 10, Key: "t1 s1 a b"}, {Line: 12, Key: "t1 s1 a b"}, {Line: 15, Key: `t1 "s 2"`}, {Line: 16, Key: `t1 "s 2"`},
	}
	for range 2 { // it may be ranged over again
		if diff := cmp.Diff(want, all(b, im.Duplicates(b.Context()))); diff != "" {
			b.Errorf("duplicates (-want +got):\n%s", diff)
		}
	}
	breakOff(b, im.Duplicates(b.Context()))
	got, err := im.Commit(b.Context())
	b.must(err)
	// The move to a replaces the one without targets at once.
	if want := (counts{Rows: 2, Changed: 1, Rejected: 5, Duplicate: 4}); got != want {
		b.Errorf("counts %+v, want %+v", got, want)
	}
}

// testTold asks what the source has told of each tenant: an answer that there is none is
// one.
func testTold(b *bench) {
	choice, window := sub("t2", "s2", 5), sub("t3", "s3", 5)
	choice.Subscription.EndOfTerm = reconcile.NoAction
	window.Subscription.Cancellable = reconcile.WindowUntil(time.Time{})
	both := choice
	both.Subscription = new(reconcile.Subscription)
	*both.Subscription = *choice.Subscription
	both.Subscription.TenantID, both.Subscription.ID, both.Subscription.Cancellable = "t4", "s4", window.Subscription.Cancellable
	other := sub("t5", "s5", 5)
	other.Subscription.EndOfTerm = reconcile.ActionCancel
	b.deliver(delivery{at: 1, rows: rows{sub("t1", "s1", 5), choice, window, both}})
	b.deliver(delivery{at: 1, source: "other", rows: rows{other}})
	im, err := Begin(b.Context(), b.the(), delivery{at: 2}.header())
	b.must(err)
	defer func() { b.must(im.Rollback()) }()
	got, err := im.Told(b.Context())
	b.must(err)
	beside, err := b.open(store.ReadOnly).Told(b.Context(), "csv")
	b.must(err)
	if diff := cmp.Diff(got, beside); diff != "" {
		b.Errorf("asked beside an import, the store has told (-import +store):\n%s", diff)
	}
	want := map[string]reconcile.Fields{
		"t2": reconcile.FieldsOf(reconcile.FieldEndOfTerm), "t3": reconcile.FieldsOf(reconcile.FieldCancellableUntil),
		"t4": reconcile.FieldsOf(reconcile.FieldEndOfTerm, reconcile.FieldCancellableUntil),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("what was told (-want +got):\n%s", diff)
	}
}

func testRollback(b *bench) {
	b.deliver(delivery{at: 1, rows: rows{sub("t1", "s1", 5)}})
	before := b.dump()
	for _, rowsBefore := range []int{0, 1, 500} {
		im, err := Begin(b.Context(), b.the(), delivery{at: 2}.header())
		b.must(err)
		for i := range rowsBefore {
			row := sub("t2", strings.Repeat("x", i+1), 6)
			b.must(im.Add(b.Context(), row))
		}
		b.must(im.Rollback())
		b.must(im.Rollback())
	}
	if diff := cmp.Diff(before, b.dump()); diff != "" {
		b.Errorf("a rollback leaves (-before +after):\n%s", diff)
	}
	b.deliver(delivery{at: 3, rows: rows{sub("t1", "s1", 7)}})
}

func testWrongKind(b *bench) {
	_, err := b.tryDeliver(delivery{rows: rows{profile("t1", "Contoso")}})
	if err == nil || !strings.Contains(err.Error(), "line 2") {
		b.Errorf("a tenant among subscriptions gives %v, want an error that names the line", err)
	}
	_, err = Begin(b.Context(), b.the(), reconcile.Import{Source: "csv", Kind: "invoices"})
	if err == nil || !strings.Contains(err.Error(), "invoices") {
		b.Errorf("an unknown kind gives %v, want an error that names it", err)
	}
}

func testLongID(b *bench) {
	long := strings.Repeat("ä", reconcile.MaxIDBytes/2)
	b.deliver(delivery{source: long, at: 1, rows: rows{sub(long, long, 5)}})
	for _, row := range []reconcile.FactRow{sub(long+"x", "s", 5), sub("t", long+"x", 5), rejected(long + "x")} {
		_, err := b.tryDeliver(delivery{at: 1, rows: rows{row}})
		if err == nil || !strings.Contains(err.Error(), "line 2") {
			b.Errorf("an id that is too long gives %v, want an error that names the line", err)
		}
	}
}

func testAfterEnd(b *bench) {
	im, err := Begin(b.Context(), b.the(), delivery{at: 1}.header())
	b.must(err)
	b.must(im.Rollback())
	if err := im.Add(b.Context(), sub("t1", "s1", 5)); err == nil {
		b.Error("a row is taken after the rollback")
	}
	im, err = Begin(b.Context(), b.the(), delivery{at: 1}.header())
	b.must(err)
	_, err = im.Commit(b.Context())
	b.must(err)
	b.must(im.Rollback())
	if err := im.Add(b.Context(), sub("t1", "s1", 5)); err == nil {
		b.Error("a row is taken after the end")
	}
	if _, err := im.Commit(b.Context()); err == nil {
		b.Error("a second commit is taken")
	}
	for _, err := range im.Duplicates(b.Context()) {
		if err == nil {
			b.Error("duplicates are found after the end")
		}
	}
}

func testManyRows(b *bench) {
	// Whole statements of rows, a rest, and one row alone.
	for _, n := range []int{1, 199, 200, 201, 1001} {
		var many rows
		for i := range n {
			many = append(many, sub("t1", strings.Repeat("s", i%7+1)+string(rune('A'+i%26))+strings.Repeat("z", i/26), int64(i)))
		}
		b.deliver(delivery{at: n, rows: many, want: nil})
		if got := len(b.tenant("t1").Tenant.Subscriptions); got < n {
			b.Errorf("%d of %d rows are stored", got, n)
		}
	}
}
