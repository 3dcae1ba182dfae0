package storetest

import (
	"fmt"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/sql/store"
)

func snapshotTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"does not see what is written meanwhile":     testIsolation,
		"picks tenants":                              testPick,
		"streams any number of tenants in order":     testPages,
		"breaking off leaves nothing behind":         testBreakOff,
		"a panic leaves nothing behind":              testPanic,
		"does nothing before it is ranged over":      testLazy,
		"closing again and after an end is no error": testCloseAgain,
	}
}

func testIsolation(b *bench) {
	for i := range 300 {
		id := fmt.Sprintf("t%03d", i)
		b.deliver(delivery{at: 1, rows: rows{sub(id, "s1", 5)}})
	}
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	seen := 0
	for state, err := range n.Tenants(b.Context(), nil) {
		b.must(err)
		if seen++; seen == 1 {
			// Another program writes, which must not wait for the reader.
			other := b.open(store.ReadWrite)
			b.store, other = other, b.store
			b.deliver(delivery{at: 2, complete: true, rows: rows{sub("t299", "s2", 9), sub("t300", "s1", 9)}})
			b.runOnce(run{tenants: []string{"t299"}, found: findings(finding("t299", "new"))})
			b.store = other
		}
		if len(state.Tenant.Subscriptions) != 1 || state.Tenant.Subscriptions[0].Quantity.N != 5 || len(state.Known) != 0 {
			b.Fatalf("tenant %s: the scan sees what was written after it began", state.Tenant.ID)
		}
	}
	if seen != 300 {
		b.Errorf("%d tenants, want 300", seen)
	}
	after := b.tenant("t299")
	if len(after.Known) != 1 || len(after.Tenant.Missing) != 1 {
		b.Errorf("a later scan does not see what was written: %+v", after)
	}
}

func testPick(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5), sub("t3", "s3", 5)}})
	for _, test := range []struct {
		ids  []string
		want []string
	}{
		{nil, []string{"t1", "t2", "t3"}},
		{[]string{}, nil},
		{[]string{"t2"}, []string{"t2"}},
		{[]string{"t3", "t1", "t3"}, []string{"t1", "t3"}},
		{[]string{"t9", "t2", ""}, []string{"t2"}},
	} {
		n, err := b.the().Snapshot(b.Context(), merger())
		b.must(err)
		var got []string
		for _, state := range all(b, n.Tenants(b.Context(), test.ids)) {
			got = append(got, state.Tenant.ID)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			b.Errorf("tenants %q (-want +got):\n%s", test.ids, diff)
		}
		count, err := n.CountTenants(b.Context(), test.ids)
		if err != nil || count != len(test.want) {
			b.Errorf("count of %q is %d, %v, want %d", test.ids, count, err, len(test.want))
		}
		b.must(n.Close())
	}
}

// testPages has tenants with none, one and many subscriptions across pages.
func testPages(b *bench) {
	var subs, profiles rows
	want := map[string]int{}
	for i := range 601 {
		id := fmt.Sprintf("t%04d", i)
		profiles = append(profiles, profile(id, id))
		want[id] = i % 4
		for k := range i % 4 {
			subs = append(subs, sub(id, fmt.Sprintf("s%d of %s", k, id), 1))
		}
	}
	b.deliver(delivery{kind: reconcile.TenantRows, rows: profiles})
	b.deliver(delivery{rows: subs})
	got := map[string]int{}
	last := ""
	for _, state := range b.scan() {
		if state.Tenant.ID <= last || state.Tenant.Name != state.Tenant.ID {
			b.Fatalf("tenant %s (%s) comes after %s", state.Tenant.ID, state.Tenant.Name, last)
		}
		last = state.Tenant.ID
		got[last] = len(state.Tenant.Subscriptions)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("subscriptions (-want +got):\n%s", diff)
	}
}

// prepareSequences returns every sequence of the store something to yield.
func (b *bench) prepareSequences() map[string]func() {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5), sub("t2", "s2", 5)}})
	b.runOnce(run{found: findings(finding("t1", "a"), finding("t1", "b"), finding("t2", "c"))})
	b.deliver(delivery{kind: reconcile.SellerRows, rows: rows{seller("p1", "Fabrikam", "")}})
	b.runOnce(run{found: findings(finding("t1", "d")), plans: plans(steps("t1", order("s1", 5), order("s2", 5)))})
	s := b.the()
	report, err := s.Report(b.Context(), 2)
	b.must(err)
	ctx, filter := b.Context(), reconcile.Filter{}
	return map[string]func(){
		"coverage":      func() { breakOff(b, report.Coverage(ctx, filter)) },
		"findings":      func() { breakOff(b, report.Findings(ctx, filter)) },
		"resolved":      func() { breakOff(b, report.Resolved(ctx, filter)) },
		"plan":          func() { breakOff(b, report.Plan(ctx, filter)) },
		"sellers":       func() { breakOff(b, report.Sellers(ctx, filter)) },
		"open findings": func() { breakOff(b, s.OpenFindings(ctx, reconcile.Choice{Filter: filter}, 1)) },
		"tenants": func() {
			n, err := s.Snapshot(ctx, merger())
			b.must(err)
			defer func() { b.must(n.Close()) }()
			breakOff(b, n.Tenants(ctx, nil))
			// What was broken off does not stand in the way of the next question.
			_, err = n.CountTenants(ctx, nil)
			b.must(err)
		},
		"duplicates": func() {
			im, err := Begin(ctx, s, delivery{}.header())
			b.must(err)
			defer func() { b.must(im.Rollback()) }()
			b.must(im.Add(ctx, sub("t1", "s1", 1)))
			b.must(im.Add(ctx, sub("t1", "s1", 2)))
			breakOff(b, im.Duplicates(ctx))
		},
	}
}

func testBreakOff(b *bench) {
	for name, sequence := range b.prepareSequences() {
		sequence()
		if b.alone(); b.Failed() {
			b.Fatalf("after breaking off the %s", name)
		}
	}
}

func testPanic(b *bench) {
	sequences := b.prepareSequences()
	report, err := b.the().Report(b.Context(), 2)
	b.must(err)
	func() {
		defer func() {
			if recover() == nil {
				b.Error("the panic got lost")
			}
		}()
		for _, err := range report.Findings(b.Context(), reconcile.Filter{}) {
			panic(err)
		}
	}()
	b.alone()
	if len(sequences) == 0 {
		b.Error("there are no sequences")
	}
}

func testLazy(b *bench) {
	b.prepareSequences()
	s := b.the()
	report, err := s.Report(b.Context(), 2)
	b.must(err)
	filter := reconcile.Filter{}
	findings := report.Findings(b.Context(), filter)
	coverage := report.Coverage(b.Context(), filter)
	b.alone()
	// Two sequences at the same time, one within the other, each more than once.
	for range 2 {
		for _, err := range coverage {
			b.must(err)
			if got := len(all(b, findings)); got != 1 {
				b.Errorf("%d findings, want 1", got)
			}
		}
	}
	b.alone()
}

func testCloseAgain(b *bench) {
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	b.must(n.Close())
	b.must(n.Close())
}
