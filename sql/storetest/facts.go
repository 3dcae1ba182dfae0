package storetest

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func factTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"every field comes back as it was":       testRoundTrip,
		"moves lead to tenants, sources, counts": testAround,
		"a page of targets is shared":            testManyTargets,
		"subscriptions are found":                testTenantsOf,
		"and by less than their ids":             testFind,
	}
}

// testRoundTrip gives every draw a tenant of its own.
func testRoundTrip(b *bench) {
	drawn := 0
	rapid.Check(b.T, func(t *rapid.T) {
		drawn++
		id := fmt.Sprintf("tenant %d", drawn)
		text := func(label string) string { return drawText(t, label) }
		profile := reconcile.Profile{
			ID: id, Name: text("name"), Domain: text("domain"), Country: text("country"), Cloud: reconcile.Cloud(text("cloud")),
			Relationship: reconcile.Relationship(text("relationship")), DelegatedAdmin: drawTri(t, "admin"),
			DelegatedUntil:    drawDay(t, "admin until"),
			AgreementAccepted: drawTri(t, "agreement"), CSPPartner: drawTri(t, "partner"),
			ContactName: text("contact"), ContactEmail: text("mail"), Language: text("language"),
		}
		subscription := drawSubscription(t, id)
		move := reconcile.Move{
			TenantID: id, SourceID: "m" + text("source"), TargetIDs: drawTexts(t, "targets"), Route: reconcile.Route(text("route")),
			Status: reconcile.MoveStatus("x" + text("status")), RequesterRole: text("role"), ExpectedEnd: drawDay(t, "expected"),
			PlannedOn: drawDay(t, "planned"), Note: text("note"), SourceSellerID: text("source seller"),
		}
		transfer := reconcile.Transfer{
			ID: "x" + text("transfer"), TenantID: id, Status: reconcile.TransferStatus(text("status")),
			CreatedAt: drawInstant(t, "created").Truncate(time.Second), ExpiresAt: drawDue(t, "expires"),
			SourcePartnerID: text("from"), TargetPartnerID: text("to"), SubscriptionIDs: drawTexts(t, "items"),
			CompletedAt: drawInstant(t, "completed"), FailedIDs: drawTexts(t, "failed"),
		}
		if !transfer.CreatedAt.IsZero() && transfer.CreatedAt.Unix() == 0 {
			transfer.CreatedAt = time.Time{}
		}
		offer := reconcile.Offer{
			ID: fmt.Sprintf("offer %d", drawn), Title: text("title"), OnSaleUntil: drawDay(t, "sale"), RenewableUntil: drawDay(t, "renewable"),
			SeatCap: drawCount(t, "cap"), MonthlyPlan: drawTri(t, "plan"), MonthlyPrice: drawPrice(t, "price"),
			AnnualPrice: drawPrice(t, "year"), AnnualMonthlyPrice: drawPrice(t, "year by month"),
			TriennialPrice: drawPrice(t, "three years"), ESTPrice: drawPrice(t, "extended"),
			Currency: text("currency"), EquivalentTo: drawTexts(t, "equivalent"),
		}
		seller := reconcile.Seller{
			ID: fmt.Sprintf("seller %d", drawn), Name: text("seller name"), ContactName: text("seller contact"),
			ContactEmail: text("seller mail"), Language: text("seller language"), ActsUntil: drawDay(t, "acts until"),
			LeadDays: drawCount(t, "lead days"),
		}
		for kind, row := range map[reconcile.DeliveryKind]reconcile.FactRow{
			reconcile.TenantRows: {Tenant: &profile}, reconcile.SubscriptionRows: {Subscription: &subscription},
			reconcile.MoveRows: {Move: &move}, reconcile.TransferRows: {Transfer: &transfer}, reconcile.CatalogRows: {Offer: &offer},
			reconcile.SellerRows: {Seller: &seller},
		} {
			b.deliver(delivery{kind: kind, rows: rows{row}})
		}
		want := reconcile.Tenant{
			Profile: profile, Subscriptions: []reconcile.Subscription{subscription}, Moves: []reconcile.Move{move},
			Transfers: []reconcile.Transfer{transfer}, NamedBy: map[string]int{},
		}
		for _, target := range move.TargetIDs {
			want.NamedBy[target] = 0 // its status is none of the open ones
		}
		kept := cmp.Options{
			cmpopts.IgnoreFields(reconcile.Subscription{}, "History"), cmpopts.IgnoreFields(reconcile.Move{}, "FirstSeen"),
		}
		if diff := cmp.Diff(want, b.tenant(id).Tenant, exactly(), kept); diff != "" {
			t.Fatalf("tenant (-want +got):\n%s", diff)
		}
		b.compareCommon(t, offer, seller)
	})
}

// compareCommon compares what no tenant has to itself.
func (b *bench) compareCommon(t *rapid.T, want reconcile.Offer, seller reconcile.Seller) {
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	catalog, err := n.Catalog(b.Context())
	b.must(err)
	got, _ := catalog.Offer(want.ID)
	if diff := cmp.Diff(want, got, exactly()); diff != "" {
		t.Fatalf("offer (-want +got):\n%s", diff)
	}
	sellers, err := n.Sellers(b.Context())
	b.must(err)
	if diff := cmp.Diff(seller, sellers[seller.ID]); diff != "" {
		t.Fatalf("seller (-want +got):\n%s", diff)
	}
}

func into(row reconcile.FactRow, tenant string) reconcile.FactRow {
	row.Move.TargetTenantID = tenant
	return row
}

func testAround(b *bench) {
	b.deliver(delivery{kind: reconcile.TenantRows, at: 1, rows: rows{profile("t2", "Fabrikam")}})
	b.deliver(delivery{source: "a", at: 3, rows: rows{sub("t2", "r0", 1)}})
	b.deliver(delivery{source: "a", at: 5, complete: true, rows: rows{sub("t1", "s1", 1), sub("t2", "r1", 2), sub("t3", "s3", 3)}})
	b.deliver(delivery{source: "b", at: 4, rows: rows{sub("t2", "r1", 9), sub("t2", "r2", 2)}})
	b.deliver(delivery{kind: movesKind, at: 6, rows: rows{
		into(move("t1", "s1", "r1"), "t2"), into(move("t3", "s3", "r1", "r2"), "t2"), into(move("t3", "s4", "r1"), "t2"),
		into(move("t2", "r9"), "t2"), movedWith(into(move("t1", "s9", "r2"), "t2"), func(m *reconcile.Move) { m.Status = reconcile.MoveDropped }),
		into(move("t1", "s8", "z"), "t4"),
	}})
	one := b.tenant("t1").Tenant
	if diff := cmp.Diff(map[string]int{"r1": 3, "r2": 1, "z": 1}, one.NamedBy); diff != "" {
		b.Errorf("named by (-want +got):\n%s", diff)
	}
	var targets []string
	for _, target := range one.Targets {
		parts := []string{target.ID, strconv.Quote(target.Name)}
		for _, s := range target.Subscriptions {
			parts = append(parts, fmt.Sprintf("%s=%d", s.ID, s.Quantity.N))
		}
		for _, m := range target.Incoming {
			parts = append(parts, fmt.Sprintf("%s/%s:%t", m.Move.TenantID, m.Move.SourceID, m.Source != nil))
		}
		for _, s := range target.Missing {
			parts = append(parts, "gone "+s.ID)
		}
		if !target.ObservedAt.IsZero() {
			parts = append(parts, fmt.Sprintf("at %d", int(target.ObservedAt.Sub(at(0))/time.Hour)))
		}
		targets = append(targets, strings.Join(parts, " "))
	}
	// The oldest of the newest observations of subscriptions: source b saw t2 at 4.
	want := []string{`t4 "" t1/s8:false`, `t2 "Fabrikam" r1=2 r2=2 t2/r9:false t1/s1:true t1/s9:false t3/s3:true t3/s4:false gone r0 at 4`}
	if diff := cmp.Diff(sorted(want), sorted(targets)); diff != "" {
		b.Errorf("targets of t1 (-want +got):\n%s", diff)
	}
	two := b.tenant("t2").Tenant
	var incoming []string
	for _, m := range two.Incoming {
		line := m.Move.TenantID + "/" + m.Move.SourceID
		if m.Source != nil {
			line += fmt.Sprintf("=%d", m.Source.Quantity.N)
		}
		incoming = append(incoming, line)
	}
	if diff := cmp.Diff([]string{"t1/s1=1", "t1/s9", "t3/s3=3", "t3/s4"}, sorted(incoming)); diff != "" {
		b.Errorf("incoming of t2 (-want +got):\n%s", diff)
	}
	if len(two.Targets) != 0 {
		b.Errorf("t2 points to %d tenants, want none but itself", len(two.Targets))
	}
}

// testManyTargets spans several pages, all of whose tenants move to one.
func testManyTargets(b *bench) {
	const tenants = 450
	var moves, subs rows
	for i := range tenants {
		id := fmt.Sprintf("t%04d", i)
		moves = append(moves, into(move(id, "s", "r"), "to"))
		subs = append(subs, sub(id, "s"+id, int64(i)))
	}
	b.deliver(delivery{kind: movesKind, rows: moves})
	b.deliver(delivery{rows: append(subs, sub("to", "r", 7))})
	last := ""
	for _, state := range b.scan() {
		if state.Tenant.ID <= last {
			b.Fatalf("tenant %s comes after %s", state.Tenant.ID, last)
		}
		last = state.Tenant.ID
		if len(state.Tenant.Subscriptions) != 1 {
			b.Fatalf("tenant %s has %d subscriptions", state.Tenant.ID, len(state.Tenant.Subscriptions))
		}
		if state.Tenant.ID == "to" {
			continue
		}
		if got := state.Tenant.Targets; len(got) != 1 || len(got[0].Incoming) != tenants || len(got[0].Subscriptions) != 1 {
			b.Fatalf("tenant %s does not see its target whole", state.Tenant.ID)
		}
		if state.Tenant.NamedBy["r"] != tenants {
			b.Fatalf("r is named by %d moves, want %d", state.Tenant.NamedBy["r"], tenants)
		}
	}
}

func testTenantsOf(b *bench) {
	b.deliver(delivery{at: 1, rows: rows{sub("t2", "s1", 1)}})
	b.deliver(delivery{source: "b", at: 2, rows: rows{sub("t1", "s1", 1), sub("t1", "s2", 1)}})
	b.deliver(delivery{kind: movesKind, rows: rows{move("t3", "s1"), move("t1", "s1")}})
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	got, err := n.TenantsOf(b.Context(), "s1")
	b.must(err)
	if diff := cmp.Diff([]string{"t1", "t2", "t3"}, got); diff != "" {
		b.Errorf("tenants of s1 (-want +got):\n%s", diff)
	}
}

// testFind finds subscriptions by the beginning of their ids, or by a finding.
func testFind(b *bench) {
	b.deliver(delivery{at: 1, rows: rows{sub("t1", "abc", 1), sub("t1", "abd", 1), sub("t2", "x1", 1)}})
	b.deliver(delivery{source: "b", at: 2, rows: rows{sub("t1", "abc", 2)}})
	about := with(finding("t2", "a"), func(f *reconcile.Finding) { f.SubscriptionID = "x1" })
	about.ID = about.Identify()
	b.runOnce(run{found: findings(about)})
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	for text, want := range map[string][]reconcile.SubscriptionKey{
		"ab": {{TenantID: "t1", ID: "abc"}, {TenantID: "t1", ID: "abd"}}, "x": {{TenantID: "t2", ID: "x1"}},
		about.ID[:8]: {{TenantID: "t2", ID: "x1"}}, "": nil, "y": nil,
	} {
		got, err := n.Find(b.Context(), text)
		b.must(err)
		if diff := cmp.Diff(want, got); diff != "" {
			b.Errorf("%q finds (-want +got):\n%s", text, diff)
		}
	}
	said, err := n.Sources(b.Context(), reconcile.SubscriptionKey{TenantID: "t1", ID: "abc"})
	b.must(err)
	var lines []string
	for i := range said {
		lines = append(lines, fmt.Sprintf("%s %d", said[i].Source, said[i].Quantity.N))
	}
	if diff := cmp.Diff([]string{"b 2", "csv 1"}, lines); diff != "" {
		b.Errorf("sources of abc (-want +got):\n%s", diff)
	}
}
