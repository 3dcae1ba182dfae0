package storetest

import (
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

const movesKind = reconcile.MoveRows

// ending is the subscription s1 of tenant t1 with a last day.
func ending(end reconcile.Day) reconcile.FactRow {
	row := sub("t1", "s1", 1)
	row.Subscription.CommitmentEnd = end.Start()
	return row
}

func movedWith(row reconcile.FactRow, change func(*reconcile.Move)) reconcile.FactRow {
	change(row.Move)
	return row
}

// watch is a move of all that a seller sold to the first tenant.
func watch(seller string) reconcile.FactRow {
	return movedWith(move("t1", reconcile.WatchAll), func(m *reconcile.Move) { m.SourceSellerID = seller })
}

func moveCases() map[string]importCase {
	november, december := reconcile.NewDay(2026, 11, 30), reconcile.NewDay(2026, 12, 31)
	expecting := func(day reconcile.Day) func(*reconcile.Move) {
		return func(m *reconcile.Move) { m.ExpectedEnd = day }
	}
	done := func(m *reconcile.Move) { m.Status = reconcile.MoveDone }
	return map[string]importCase{
		"a move without a status is planned": {
			deliveries: []delivery{{kind: movesKind, rows: rows{movedWith(move("t1", "s1"), func(m *reconcile.Move) { m.Status = "" })}}},
			moves:      []string{"s1 ->  planned"},
		},
		"the targets are a set": {
			deliveries: []delivery{
				{kind: movesKind, at: 1, rows: rows{move("t1", "s1", "b", "a")}, want: &counts{Rows: 1, Changed: 1}},
				{kind: movesKind, at: 2, rows: rows{move("t1", "s1", "a", "b", "a")}, want: &counts{Rows: 1}},
			},
			moves: []string{"s1 -> a;b planned"},
		},
		"a row with targets replaces the open one without": {
			deliveries: []delivery{
				{kind: movesKind, at: 1, rows: rows{movedWith(move("t1", "s1"), expecting(november)), move("t1", "s2")}},
				{kind: movesKind, at: 2, rows: rows{move("t1", "s1", "a")}, want: &counts{Rows: 1, Changed: 1}},
			},
			moves: []string{"s1 -> a planned 2026-11-30", "s2 ->  planned"},
		},
		"it replaces one of the same file too": {
			deliveries: []delivery{{kind: movesKind, rows: rows{move("t1", "s1", "a"), move("t1", "s1")}}},
			moves:      []string{"s1 -> a planned"},
		},
		"a row with targets leaves a closed one": {
			deliveries: []delivery{
				{kind: movesKind, at: 1, rows: rows{movedWith(move("t1", "s1"), done)}},
				{kind: movesKind, at: 2, rows: rows{move("t1", "s1", "a")}},
			},
			moves: []string{"s1 ->  done", "s1 -> a planned"},
		},
		"the last import wins, whatever its source": {
			deliveries: []delivery{
				{kind: movesKind, source: "a", at: 1, rows: rows{move("t1", "s1")}},
				{kind: movesKind, source: "z", at: 1, rows: rows{movedWith(move("t1", "s1"), done)}},
			},
			moves: []string{"s1 ->  done"},
		},
		"an older import does not": {
			deliveries: []delivery{
				{kind: movesKind, at: 2, rows: rows{move("t1", "s1")}},
				{kind: movesKind, at: 1, rows: rows{movedWith(move("t1", "s1"), done)}, want: &counts{Older: 1}},
			},
			moves: []string{"s1 ->  planned"},
		},
		"the expected end is the first that is known, subscriptions first": {
			deliveries: []delivery{
				{at: 1, rows: rows{ending(november)}},
				{kind: movesKind, at: 2, rows: rows{move("t1", "s1")}},
				{at: 3, rows: rows{ending(december)}},
				{kind: movesKind, at: 4, rows: rows{move("t1", "s1")}, want: &counts{Rows: 1}},
			},
			moves: []string{"s1 ->  planned 2026-11-30"},
		},
		"the expected end is the first that is known, moves first": {
			deliveries: []delivery{
				{kind: movesKind, at: 1, rows: rows{move("t1", "s1")}},
				{at: 2, rows: rows{sub("t1", "s1", 5)}},
				{at: 3, rows: rows{ending(november)}},
				{at: 4, rows: rows{ending(december)}},
			},
			moves: []string{"s1 ->  planned 2026-11-30"},
		},
		"an explicit end wins": {
			deliveries: []delivery{
				{at: 1, rows: rows{ending(november)}},
				{kind: movesKind, at: 2, rows: rows{move("t1", "s1")}},
				{kind: movesKind, at: 3, rows: rows{movedWith(move("t1", "s1"), expecting(december))}, want: &counts{Rows: 1, Changed: 1}},
			},
			moves: []string{"s1 ->  planned 2026-12-31"},
		},
		"the end of the winning source counts": {
			deliveries: []delivery{
				{source: "a", at: 3, rows: rows{ending(december)}},
				{source: "b", at: 2, rows: rows{ending(november)}},
				{kind: movesKind, at: 4, rows: rows{move("t1", "s1")}},
			},
			moves: []string{"s1 ->  planned 2026-12-31"},
		},
		"complete deletes what is missing, of its own source and tenants": {
			deliveries: []delivery{
				{kind: movesKind, at: 1, rows: rows{move("t1", "s1"), move("t1", "s2", "a"), move("t2", "s1")}},
				{kind: movesKind, source: "other", at: 1, rows: rows{move("t1", "s3")}},
				{kind: movesKind, at: 2, complete: true, rows: rows{move("t1", "s1")}, want: &counts{Rows: 1, Gone: 1}},
			},
			moves: []string{"s1 ->  planned", "s3 ->  planned"},
		},
		"a watch is told from another by its seller": {
			deliveries: []delivery{
				{kind: movesKind, at: 1, rows: rows{watch(""), watch("p1"), watch("p2"), move("t1", "s1")}},
				{
					kind: movesKind, at: 2, want: &counts{Rows: 2, Changed: 1},
					rows: rows{watch("p1"), movedWith(watch("p2"), func(m *reconcile.Move) { m.Status = reconcile.MoveDropped })},
				},
			},
			moves: []string{"* ->  planned", "* of p1 ->  planned", "* of p2 ->  dropped", "s1 ->  planned"},
		},
		"a watch stands twice with one seller": {
			deliveries: []delivery{{
				kind: movesKind, rows: rows{watch("p1"), watch("p1"), watch("")},
				want: &counts{Rows: 1, Changed: 1, Rejected: 2, Duplicate: 2},
			}},
			moves: []string{"* ->  planned"},
		},
		"complete spares a tenant with a rejected row": {
			deliveries: []delivery{
				{kind: movesKind, at: 1, rows: rows{move("t1", "s1"), move("t1", "s2")}},
				{kind: movesKind, at: 2, complete: true, rows: rows{move("t1", "s1"), rejected("t1")}},
			},
			moves: []string{"s1 ->  planned", "s2 ->  planned"},
		},
	}
}

func testRecord(b *bench) {
	b.deliver(delivery{at: 1, rows: rows{sub("t1", "s1", 5), rejected("")}})
	b.deliver(delivery{source: "b", at: 3, rows: rows{sub("t2", "s2", 5), sub("t2", "s3", 5)}})
	b.deliver(delivery{at: 2, rows: rows{sub("t1", "s1", 5)}})
	b.deliver(delivery{kind: movesKind, at: 4, rows: rows{move("t3", "s1")}})
	stats, err := b.the().Stats(b.Context())
	b.must(err)
	if stats.Tenants != 3 || stats.Subscriptions != 3 || stats.Moves != 1 {
		b.Errorf("stats %+v, want 3 tenants, 3 subscriptions, 1 move", stats)
	}
	if !stats.OldestAt.Equal(at(2)) || !stats.NewestAt.Equal(at(4)) {
		b.Errorf("observed from %s to %s, want %s to %s", stats.OldestAt, stats.NewestAt, at(2), at(4))
	}
	type last struct {
		source         string
		kind           reconcile.DeliveryKind
		at             time.Time
		rows, rejected int64
	}
	want := []last{
		{"b", reconcile.SubscriptionRows, at(3), 2, 0},
		{"csv", reconcile.MoveRows, at(4), 1, 0},
		{"csv", reconcile.SubscriptionRows, at(2), 1, 0},
	}
	var got []last
	for _, im := range stats.Imports {
		got = append(got, last{im.Source, im.Kind, im.ObservedAt, im.Rows, im.Rejected})
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(last{})); diff != "" {
		b.Errorf("last imports (-want +got):\n%s", diff)
	}
}

func testOffers(b *bench) {
	offer := func(id, title string) reconcile.FactRow {
		return reconcile.FactRow{Offer: &reconcile.Offer{ID: id, Title: title}}
	}
	catalog := reconcile.CatalogRows
	b.deliver(delivery{kind: catalog, source: "b", at: 2, rows: rows{offer("p:1", "b2"), offer("p:2", "b2"), offer("p:3", "b2")}})
	b.deliver(delivery{kind: catalog, source: "a", at: 2, rows: rows{offer("p:1", "a2")}})
	b.deliver(delivery{kind: catalog, source: "c", at: 3, rows: rows{offer("p:2", "c3")}})
	b.deliver(delivery{kind: catalog, source: "b", at: 1, complete: true, rows: rows{offer("p:2", "b1")}, want: &counts{Older: 1}})
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	got, err := n.Catalog(b.Context())
	b.must(err)
	for id, want := range map[string]string{"p:1": "a2", "P:2": "c3", "p:3": "b2"} {
		if o, _ := got.Offer(id); o.Title != want {
			b.Errorf("offer %s is %q, want %q", id, o.Title, want)
		}
	}
}

func testProfiles(b *bench) {
	kind := reconcile.TenantRows
	b.deliver(delivery{kind: kind, source: "b", at: 2, rows: rows{profile("t1", "b2"), profile("t2", "b2")}})
	b.deliver(delivery{kind: kind, source: "a", at: 2, rows: rows{profile("t1", "a2")}})
	b.deliver(delivery{kind: kind, source: "c", at: 3, rows: rows{profile("t2", "c3")}})
	b.deliver(delivery{kind: kind, source: "c", at: 1, complete: true, rows: rows{profile("t3", "c1")}})
	b.deliver(delivery{at: 1, rows: rows{sub("t4", "s1", 1)}})
	b.deliver(delivery{kind: movesKind, at: 1, rows: rows{movedWith(move("t5", "s1"), func(m *reconcile.Move) { m.TargetTenantID = "t6" })}})
	var got []string
	for _, state := range b.scan() {
		got = append(got, state.Tenant.ID+" "+state.Tenant.Name)
	}
	want := []string{"t1 a2", "t2 c3", "t3 c1", "t4 ", "t5 ", "t6 "}
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("tenants (-want +got):\n%s", diff)
	}
}

func testTransfers(b *bench) {
	kind := reconcile.TransferRows
	b.deliver(delivery{kind: kind, source: "b", at: 1, rows: rows{
		transfer("x1", reconcile.TransferPending), transfer("x2", reconcile.TransferPending),
	}})
	b.deliver(delivery{kind: kind, source: "a", at: 1, rows: rows{transfer("x1", reconcile.TransferPending)}})
	b.deliver(delivery{kind: kind, source: "c", at: 2, rows: rows{transfer("x1", reconcile.TransferComplete)}})
	b.deliver(delivery{kind: kind, source: "d", at: 2, rows: rows{transfer("x1", reconcile.TransferCancel)}})
	b.deliver(delivery{
		kind: kind, source: "b", at: 3, complete: true, want: &counts{Rows: 1, Changed: 1, Gone: 1},
		rows: rows{transfer("x2", reconcile.TransferReject)},
	})
	var got []string
	for _, t := range b.tenant("t1").Tenant.Transfers {
		got = append(got, t.ID+" "+string(t.Status))
	}
	if diff := cmp.Diff([]string{"x1 complete", "x2 reject"}, got); diff != "" {
		b.Errorf("transfers (-want +got):\n%s", diff)
	}
}
