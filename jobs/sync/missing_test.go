package sync_test

import (
	"strings"
	"testing"

	"handover/jobs/sync"
	"handover/jobs/sync/synctest"
	"handover/reconcile"
)

// Of a list that is not whole nobody is gone.
func TestAListThatIsNotWhole(t *testing.T) {
	for name, c := range map[string]struct {
		fault synctest.Fault
		size  int // of a page, as it is asked for; the server gives three
	}{
		"says more than came":         {synctest.Fault{Kind: synctest.TotalTooHigh}, 3},
		"names the same page again":   {synctest.Fault{Kind: synctest.SameToken, Skip: 1}, 3},
		"has no end":                  {synctest.Fault{Kind: synctest.Endless}, 3},
		"breaks off":                  {synctest.Fault{Kind: synctest.Broken, Skip: 1}, 3},
		"refuses a token in between":  {synctest.Fault{Kind: synctest.Reply, Status: 400, Body: `{"code":"3000","description":"Invalid property"}`, Skip: 1}, 3},
		"ends behind a page not full": {synctest.Fault{Kind: synctest.Reply, Status: 400, Body: `{"code":"2000","description":"Bad token"}`, Skip: 1}, 4},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, synctest.Options{Estate: estate(customersOf(7, 1)...)})
			b.run(sync.Request{})
			b.server.Set(estate(customersOf(5, 1)...)) // two have gone, who would be found not to be there
			b.reader.PageSize = c.size
			b.server.Forget()
			c.fault.Call = "GET /v1/customers"
			b.server.Script(c.fault)
			summary := b.run(sync.Request{})
			if summary.Whole() || summary.Pass.Lacks == "" || summary.Pass.State != reconcile.PassPartial {
				t.Errorf("the pass comes to %+v", summary)
			}
			if n := b.server.Calls(synctest.PartnerCenter, "GET /v1/customers/*"); n != 0 {
				t.Errorf("%d customers were asked for by themselves", n)
			}
			if len(b.subscriptions(tenant(6))) != 1 || b.store.profiles[tenant(6)].Relationship == reconcile.NoRelationship {
				t.Error("who is not on it is taken as gone")
			}
		})
	}
}

func TestACustomerTheListLacksIsAskedFor(t *testing.T) {
	customers := customersOf(6, 1)
	b := newBench(t, synctest.Options{Estate: estate(customers...)})
	b.run(sync.Request{})
	customers[1].Departed, customers[2].Unlisted, customers[3].Unrelated, customers[4].Forbidden = true, true, true, true
	customers[4].Unlisted = true
	customers[5].Unlisted, customers[5].Relationship = true, "none"
	b.server.Set(estate(customers...))
	summary := b.run(sync.Request{})
	if want := (reconcile.PassCounts{Customers: 6, Read: 5, NoAccess: 1}); summary.Pass.Counts != want || summary.Missing.Customers != 5 {
		t.Errorf("the pass comes to %+v\n%s", summary, b.log.String())
	}
	for n, gone := range []bool{false, true, false, true, false, true} {
		profile, rows := b.store.profiles[tenant(n)], b.subscriptions(tenant(n))
		if (profile.Relationship == reconcile.NoRelationship) != gone || (len(rows) == 0) != gone || profile.Name != customers[n].Name {
			t.Errorf("customer %d is %+v with %v; gone: %t", n, profile, rows, gone)
		}
	}
	b.server.Forget()
	b.run(sync.Request{})
	if n := b.server.Calls(synctest.PartnerCenter, "GET /v1/customers/"+tenant(1)); n != 0 {
		t.Error("who is known to be gone is asked for again")
	}
}

func TestTooManyMissingAreNotBelieved(t *testing.T) {
	b := newBench(t, synctest.Options{Estate: estate(customersOf(30, 1)...), PageSize: 50})
	b.run(sync.Request{})
	b.server.Set(estate(customersOf(9, 1)...))
	b.server.Forget()
	summary := b.run(sync.Request{})
	if summary.Whole() || !summary.Missing.Doubted || summary.Missing.Customers != 21 || summary.Missing.Known != 30 || b.server.Calls(synctest.PartnerCenter, "GET /v1/customers/*") != 0 {
		t.Errorf("the pass comes to %+v", summary)
	}
	if summary.Pass.Lacks != "it lacks 21 of 30 customers, more than a tenth" {
		t.Errorf("the pass does not keep its doubt: %q", summary.Pass.Lacks)
	}
	summary = b.run(sync.Request{Sure: true})
	if !summary.Whole() || len(b.subscriptions(tenant(29))) != 0 {
		t.Errorf("with --yes the pass comes to %+v", summary)
	}
}

func TestACustomerThatLosesTooMuchIsNotBelieved(t *testing.T) {
	b := newBench(t, synctest.Options{Estate: estate(customersOf(2, 21)...)})
	b.run(sync.Request{})
	b.server.Set(estate(customersOf(2, 18)...))
	summary := b.run(sync.Request{})
	why := b.store.notRead[tenant(0)]
	if summary.Pass.Counts.NotRead != 2 || !strings.HasPrefix(why, "lacks 3 of 21 subscriptions") || len(b.subscriptions(tenant(0))) != 21 {
		t.Errorf("the pass comes to %+v, since %q", summary, why)
	}
	summary = b.run(sync.Request{Sure: true, Tenants: []string{tenant(0)}})
	if !summary.Whole() || len(b.subscriptions(tenant(0))) != 18 || len(b.subscriptions(tenant(1))) != 21 {
		t.Errorf("with --yes the pass comes to %+v", summary)
	}
}
