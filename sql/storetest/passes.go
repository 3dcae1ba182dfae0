package storetest

import (
	"context"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/sql/store"
)

const remoteName = "partner-center"

func passTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"is kept with what became of its customers": testPassKept,
		"of a delivery that is dropped is not kept": testPassDropped,
		"takes the place of the customers before":   testPassReplaces,
		"goes with its source":                      testPassForgotten,
		"knows the customers of its source":         testSourceCustomers,
	}
}

// inDelivery does something in a delivery of its own and commits it.
func (b *bench) inDelivery(do func(context.Context, *store.Delivery) error) {
	b.Helper()
	d, err := b.the().Delivery(b.Context())
	b.must(err)
	defer func() { b.must(d.Rollback()) }()
	b.must(do(b.Context(), d))
	b.must(d.Commit(b.Context()))
}

// openPass begins a pass over customers that the remote has listed.
func (b *bench) openPass(began int, tenants ...string) reconcile.Pass {
	b.Helper()
	pass := reconcile.Pass{
		Remote: remoteName, Began: at(began), State: reconcile.PassRunning, Lacks: "it is\ncut off", Spool: "folder",
		Counts: reconcile.PassCounts{Customers: int64(len(tenants)), Rejected: 2},
	}
	b.inDelivery(func(ctx context.Context, d *store.Delivery) error {
		return d.OpenPass(ctx, &pass, customers(reconcile.PassToDo, tenants...))
	})
	pass.Lacks = "it is cut off"
	return pass
}

func customers(outcome reconcile.PassOutcome, tenants ...string) []reconcile.PassCustomer {
	var list []reconcile.PassCustomer
	for _, tenant := range tenants {
		list = append(list, reconcile.PassCustomer{TenantID: tenant, Listed: tenant != "missing", Outcome: outcome})
	}
	return list
}

// wantPasses compares the passes with what is stored, the newest first.
func (b *bench) wantPasses(want ...reconcile.Pass) {
	b.Helper()
	got, err := b.the().Passes(b.Context(), remoteName, 9)
	b.must(err)
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("passes (-want +got):\n%s", diff)
	}
}

func (b *bench) wantPassCustomers(seq int64, want ...reconcile.PassCustomer) {
	b.Helper()
	got, err := b.the().PassCustomers(b.Context(), remoteName, seq)
	b.must(err)
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("customers of pass %d (-want +got):\n%s", seq, diff)
	}
}

func testPassKept(b *bench) {
	b.wantPasses()
	pass := b.openPass(1, "t1", "missing", "t2")
	if pass.Seq != 1 {
		b.Errorf("the first pass is number %d", pass.Seq)
	}
	b.wantPasses(pass)
	b.wantPassCustomers(1, customers(reconcile.PassToDo, "missing", "t1", "t2")...)
	b.inDelivery(func(ctx context.Context, d *store.Delivery) error {
		return d.SettlePass(ctx, &pass, customers(reconcile.PassNotRead, "missing", "t2"))
	})
	pass.Counts.Rejected = 2 // of what was settled: a pass that goes on must not forget them
	b.inDelivery(func(ctx context.Context, d *store.Delivery) error {
		return d.SettlePass(ctx, &pass, customers(reconcile.PassRead, "t2"))
	})
	b.wantPasses(pass)
	want := append(customers(reconcile.PassNotRead, "missing"), customers(reconcile.PassToDo, "t1")...)
	b.wantPassCustomers(1, append(want, customers(reconcile.PassRead, "t2")...)...)
	pass.Ended, pass.State = at(2), reconcile.PassPartial
	pass.Counts = reconcile.PassCounts{Customers: 3, Read: 1, NotRead: 1, NoAccess: 1, Rejected: 4}
	b.inDelivery(func(ctx context.Context, d *store.Delivery) error { return d.ClosePass(ctx, &pass) })
	b.wantPasses(pass)
}

func testPassDropped(b *bench) {
	pass := b.openPass(1, "t1")
	d, err := b.the().Delivery(b.Context())
	b.must(err)
	next := pass
	b.must(d.OpenPass(b.Context(), &next, customers(reconcile.PassToDo, "t2")))
	b.must(d.SettlePass(b.Context(), &pass, customers(reconcile.PassRead, "t1")))
	b.must(d.Rollback())
	b.wantPasses(pass)
	b.wantPassCustomers(1, customers(reconcile.PassToDo, "t1")...)
	if d.OpenPass(b.Context(), &next, nil) == nil || d.SettlePass(b.Context(), &next, nil) == nil || d.ClosePass(b.Context(), &next) == nil {
		b.Error("a delivery that has ended takes a pass")
	}
}

func testPassReplaces(b *bench) {
	first := b.openPass(1, "t1", "t2")
	second := b.openPass(2, "t2")
	if second.Seq != 2 {
		b.Errorf("the second pass is number %d", second.Seq)
	}
	b.wantPasses(second, first)
	b.wantPassCustomers(1)
	b.wantPassCustomers(2, customers(reconcile.PassToDo, "t2")...)
}

func testPassForgotten(b *bench) {
	b.openPass(1, "t1")
	_, err := b.the().Forget(b.Context(), remoteName)
	b.must(err)
	b.wantPasses()
	b.wantPassCustomers(1)
}

// A customer whom the source has said to be none of ours any more is one as long as it
// holds subscriptions.
func testSourceCustomers(b *bench) {
	of := func(tenant, name string, relationship reconcile.Relationship) reconcile.FactRow {
		return reconcile.FactRow{Tenant: &reconcile.Profile{ID: tenant, Name: name, Domain: "d", Country: "DE", Relationship: relationship}}
	}
	b.deliver(delivery{kind: reconcile.TenantRows, source: remoteName, at: 1, rows: rows{
		of("listed", "A", reconcile.Reseller), of("untold", "B", ""), of("left", "C", reconcile.NoRelationship), of("held", "D", reconcile.NoRelationship),
	}})
	b.deliver(delivery{kind: reconcile.TenantRows, source: "other", at: 1, rows: rows{of("others", "E", reconcile.Reseller)}})
	b.deliver(delivery{source: remoteName, at: 1, rows: rows{sub("held", "s1", 1), sub("rows only", "s2", 1), sub("lost", "s3", 1)}})
	b.deliver(delivery{source: remoteName, at: 2, complete: true, rows: rows{{Nothing: "lost"}}})
	got, err := b.the().SourceCustomers(b.Context(), remoteName)
	b.must(err)
	want := []reconcile.Profile{
		{ID: "held", Name: "D", Domain: "d", Country: "DE"},
		{ID: "listed", Name: "A", Domain: "d", Country: "DE"},
		{ID: "rows only"},
		{ID: "untold", Name: "B", Domain: "d", Country: "DE"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("customers of the source (-want +got):\n%s", diff)
	}
}
