package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func againTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"what is passed over is told as if it were not": testPassedOver,
		"a file writes only the rows that differ":       testOnlyWhatDiffers,
		"a key in two tenants is found at any time":     testKeyInTwoTenants,
		"a key in two tenants of which all has changed": testKeyBesideChanges,
		"rows of a tenant that stand apart":             testApart,
		"more rows than wait at once":                   testManyTenants,
	}
}

// factRows lists what stands in the rows of subscriptions, by their keys.
func (b *bench) factRows() []string {
	return b.lines("select tenant_id || ' ' || subscription_id, observed_at, delivered_at, changed_in, quantity from subscription_fact",
		func(row []string) string { return strings.Join(row, "|") })
}

func testOnlyWhatDiffers(b *bench) {
	file := rows{sub("t1", "s1", 5), sub("t1", "s2", 5), sub("t2", "s3", 5)}
	b.deliver(delivery{at: 1, rows: file})
	before := b.factRows()
	b.deliver(delivery{at: 2, complete: true, rows: file, want: &counts{Rows: 3}})
	if diff := cmp.Diff(before, b.factRows()); diff != "" {
		b.Errorf("the same file again writes (-before +after):\n%s", diff)
	}
	if seen := b.tenant("t1").Tenant.Subscriptions[0].ObservedAt; !seen.Equal(at(2)) {
		b.Errorf("a row that was not written was seen at %s, want %s", seen, at(2))
	}
	file[0] = sub("t1", "s1", 6)
	b.deliver(delivery{at: 3, complete: true, rows: append(file, sub("t2", "s4", 5)), want: &counts{Rows: 4, Changed: 2}})
	after := b.factRows()
	for _, row := range before[1:] {
		if !slices.Contains(after, row) {
			b.Errorf("a row beside a changed one is written: %q is not in\n%s", row, strings.Join(after, "\n"))
		}
	}
	if len(after) != 4 || slices.Contains(after, before[0]) {
		b.Errorf("what changed is not written:\n%s", strings.Join(after, "\n"))
	}
}

func testKeyInTwoTenants(b *bench) {
	b.deliver(delivery{at: 1, rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	d := delivery{at: 2, rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5), sub("t2", "s1", 5)}}
	_, err := b.deliverOnce(d)
	if !errors.Is(err, reconcile.ErrScattered) {
		b.Errorf("a key of a tenant that was passed over gives %v, want %v", err, reconcile.ErrScattered)
	}
	d.want = &counts{Rows: 1, Rejected: 2, Duplicate: 2}
	b.deliver(d)
}

func testKeyBesideChanges(b *bench) {
	file := rows{sub("t1", "s1", 5), sub("t1", "s3", 5), sub("t2", "s2", 5)}
	b.deliver(delivery{at: 1, rows: file})
	b.deliver(delivery{at: 2, rows: file})
	b.deliver(delivery{
		at: 3, rows: rows{sub("t1", "s1", 6), sub("t1", "s3", 6), sub("t2", "s2", 6), sub("t2", "s1", 6)},
		want: &counts{Rows: 2, Changed: 2, Rejected: 2, Duplicate: 2},
	})
	if seen := b.tenant("t1").Tenant.Subscriptions[0].ObservedAt; !seen.Equal(at(2)) {
		b.Errorf("a row that was refused was seen at %s, want %s", seen, at(2))
	}
}

func testApart(b *bench) {
	b.deliver(delivery{at: 1, rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	var many rows // enough for t1 to be done with
	for i := range 2500 {
		many = append(many, sub("t3", fmt.Sprint("m", i), 5))
	}
	d := delivery{at: 2, rows: append(append(rows{sub("t1", "s1", 5)}, many...), sub("t1", "s3", 5))}
	_, err := b.deliverOnce(d)
	if !errors.Is(err, reconcile.ErrScattered) {
		b.Errorf("a tenant that was passed over goes on and gives %v, want %v", err, reconcile.ErrScattered)
	}
	d.want = &counts{Rows: 2502, Changed: 2501}
	b.deliver(d)
	b.deliver(delivery{at: 3, rows: d.rows, want: &counts{Rows: 2502}})
}

func testManyTenants(b *bench) {
	var file rows
	for tenant := range 90 {
		for i := range 50 {
			file = append(file, sub(fmt.Sprintf("t%02d", tenant), fmt.Sprintf("t%02d-%d", tenant, i), 5))
		}
	}
	for i := range 4500 {
		file = append(file, sub("t99", fmt.Sprint("big", i), 5))
	}
	n := int64(len(file))
	b.deliver(delivery{at: 1, rows: file, want: &counts{Rows: n, Changed: n}})
	b.deliver(delivery{at: 2, rows: file, want: &counts{Rows: n}})
	file[0], file[8000] = sub("t00", "t00-0", 6), sub("t99", "big3500", 6)
	b.deliver(delivery{at: 3, complete: true, rows: file, want: &counts{Rows: n, Changed: 2}})
	b.deliver(delivery{at: 4, complete: true, rows: file[1:8999], want: &counts{Rows: n - 2, Gone: 2}})
}
