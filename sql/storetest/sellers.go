package storetest

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func sellerTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"a run keeps whom to write to":            testWhoOfRuns,
		"sellers that repeat are stored once":     testSellersRepeat,
		"of sellers a filter leaves the one":      testSellersFilter,
		"every run keeps the sellers that it had": testSellersOfRuns,
	}
}

// seller is a row of a seller whose contact has a name.
func seller(id, name, contact string) reconcile.FactRow {
	return reconcile.FactRow{Seller: &reconcile.Seller{ID: id, Name: name, ContactName: contact, Language: "de"}}
}

// sellers reads what the store knows of the sellers.
func (b *bench) sellers() reconcile.Sellers {
	b.Helper()
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	sellers, err := n.Sellers(b.Context())
	b.must(err)
	return sellers
}

// sellersOf reads the sellers of a run.
func (b *bench) sellersOf(seq int64, filter reconcile.Filter) []reconcile.Seller {
	b.Helper()
	report, err := b.the().Report(b.Context(), seq)
	b.must(err)
	return all(b, report.Sellers(b.Context(), filter))
}

func (b *bench) wantSellerVersions(when string, want int) {
	b.Helper()
	var got int
	b.must(b.raw().QueryRowContext(b.Context(), "select count(*) from seller_version").Scan(&got))
	if got != want {
		b.Errorf("%s there are %d versions of sellers, want %d", when, got, want)
	}
}

// who says whom a run would write to in a tenant and at a seller.
func (b *bench) who(seq int64) string {
	b.Helper()
	var people []string
	for _, c := range b.coverageOf(seq) {
		people = append(people, fmt.Sprintf("%s %s %s", c.TenantID, c.Domain, c.Contact))
	}
	for _, s := range b.sellersOf(seq, reconcile.Filter{}) {
		people = append(people, fmt.Sprintf("%s %s %s", s.ID, s.Name, s.Contact()))
	}
	return strings.Join(people, ", ")
}

// testWhoOfRuns lets the files of tenants and sellers change between runs.
func testWhoOfRuns(b *bench) {
	files := func(hour int, contact string) {
		p := profile("t1", "Contoso")
		p.Tenant.Domain, p.Tenant.ContactName, p.Tenant.Language = contact+".example", contact, "zh"
		b.deliver(delivery{kind: reconcile.TenantRows, at: hour, rows: rows{p}})
		b.deliver(delivery{kind: reconcile.SellerRows, at: hour, rows: rows{seller("p1", "Fabrikam", contact)}})
		b.deliver(delivery{at: hour, rows: rows{sub("t1", "s1", 5)}})
	}
	files(1, "ann")
	b.runOnce(run{})
	b.runOnce(run{})
	files(2, "ben")
	b.runOnce(run{tenants: []string{"t1"}})
	b.runOnce(run{asOf: 1, backfill: true})
	b.runOnce(run{})
	files(3, "cleo")
	for seq, contact := range map[int64]string{1: "ann", 2: "ann", 3: "ben", 4: "ben", 5: "ben"} {
		want := fmt.Sprintf("t1 %s.example {%[1]s  zh}, p1 Fabrikam {%[1]s  de}", contact)
		if got := b.who(seq); got != want {
			b.Errorf("run %d would write to %q, want %q", seq, got, want)
		}
	}
	b.wantSellerVersions("after the runs", 4) // two of the history, and one each beside it
}

func testSellersRepeat(b *bench) {
	of := func(list ...reconcile.Seller) reconcile.Batch {
		batch := reconcile.Batch{Sellers: reconcile.Sellers{}}
		for _, s := range list {
			batch.Sellers[s.ID] = s
		}
		return batch
	}
	one, two := reconcile.Seller{ID: "p1", Name: "Fabrikam"}, reconcile.Seller{ID: "p2", ContactEmail: "zoë@northwind.example"}
	for _, step := range []struct {
		name     string
		batch    reconcile.Batch
		versions int
		want     []reconcile.Seller
	}{
		{"two", of(one, two), 2, []reconcile.Seller{one, two}},
		{"the same", of(one, two), 2, []reconcile.Seller{one, two}},
		{"one of them lost", of(two), 3, []reconcile.Seller{two}},
		{"it is still lost", of(two), 3, []reconcile.Seller{two}},
		{"it is back", of(one, two), 4, []reconcile.Seller{one, two}},
		{"one that is no more than an id", of(one, two, reconcile.Seller{ID: "p3"}), 4, []reconcile.Seller{one, two}},
		{"another last day", of(reconcile.Seller{ID: "p1", Name: "Fabrikam", ActsUntil: 7, LeadDays: reconcile.CountOf(1)}, two), 4, []reconcile.Seller{one, two}},
	} {
		record := b.storeRun(step.batch)
		b.wantSellerVersions("after "+step.name, step.versions)
		if diff := cmp.Diff(step.want, b.sellersOf(record.Seq, reconcile.Filter{})); diff != "" {
			b.Errorf("%s (-want +got):\n%s", step.name, diff)
		}
	}
	b.storeRunOf([]string{"t1"}, of(one, two))
	b.wantSellerVersions("after a run over one tenant", 6)
	b.storeRun(of(one, two))
	b.wantSellerVersions("after the next run over all", 6)
}

func testSellersFilter(b *bench) {
	record := b.storeRun(reconcile.Batch{Sellers: reconcile.Sellers{"p1": {ID: "p1", Name: "Fabrikam"}, "p2": {ID: "p2", Name: "Northwind"}}})
	for _, test := range []struct {
		filter reconcile.Filter
		want   string
	}{
		{reconcile.Filter{Tenants: []string{"t9"}, Owner: reconcile.OwnerUs}, "[p1 p2]"},
		{reconcile.Filter{Seller: "p2"}, "[p2]"},
		{reconcile.Filter{Seller: "p9"}, "[]"},
	} {
		ids := []string{}
		for _, s := range b.sellersOf(record.Seq, test.filter) {
			ids = append(ids, s.ID)
		}
		if got := fmt.Sprint(ids); got != test.want {
			b.Errorf("%+v leaves %s, want %s", test.filter, got, test.want)
		}
	}
}

// testSellersOfRuns compares what each of many runs knew with what it was given: runs
// over all tenants and over one, backfills, and runs that are taken back.
func testSellersOfRuns(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		want := map[int64][]reconcile.Seller{}
		for range rapid.IntRange(1, 6).Draw(t, "runs") {
			tenants := rapid.SampledFrom([][]string{nil, nil, {"t1"}}).Draw(t, "tenants")
			lease := b.acquire("engine", time.Minute)
			record := b.begin(lease, run{tenants: tenants, backfill: rapid.IntRange(0, 4).Draw(t, "backfill") == 0})
			sellers, list := drawSellers(t)
			b.must(lease.Save(b.Context(), record.Seq, reconcile.Batch{Sellers: sellers}))
			switch rapid.IntRange(0, 5).Draw(t, "end") {
			case 0:
				b.must(lease.Abort(b.Context(), record.Seq, reconcile.RunFailed, at(1)))
			case 1: // the next holder takes it back
			default:
				b.publish(lease, &record)
				want[record.Seq] = list
			}
			b.must(lease.Release(b.Context()))
		}
		for seq, list := range want {
			if diff := cmp.Diff(list, b.sellersOf(seq, reconcile.Filter{}), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("run %d (-want +got):\n%s", seq, diff)
			}
		}
	})
}

// drawSellers draws some of a few, and those of whom something is known, by id.
func drawSellers(t *rapid.T) (sellers reconcile.Sellers, known []reconcile.Seller) {
	sellers = reconcile.Sellers{}
	for _, id := range []string{"P1", "p1", "p2", "é"} {
		s := reconcile.Seller{ID: id}
		switch rapid.IntRange(0, 4).Draw(t, "what is known of "+id) {
		case 0:
			continue
		case 1:
		case 2:
			s.Name, s.ContactName, s.ContactEmail, s.Language = "Zoë", "Zoë", "zoë@example.com", "de"
		default:
			s.Name = rapid.SampledFrom([]string{"Fabrikam", "Northwind"}).Draw(t, "name")
		}
		sellers[id] = s
		if s.Name != "" {
			known = append(known, s)
		}
	}
	return sellers, known
}
