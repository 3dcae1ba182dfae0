package sync_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/sync"
	"handover/jobs/sync/synctest"
	"handover/reconcile"
)

const transitionsCall = "GET /v1/customers/*/subscriptions/*/transitions"

// upgradedCustomer has a running subscription, and others that have left it.
func upgradedCustomer() synctest.Customer {
	var list []synctest.Subscription
	for i := range 6 {
		list = append(list, subscription(0, i, i+1))
	}
	list[0].Successors = []string{list[5].ID} // not asked for: it runs
	list[1].Status, list[1].Successors = "deleted", []string{list[5].ID, list[0].ID}
	list[2].Status, list[2].Successors = "expired", []string{list[5].ID}
	list[3].Status, list[3].Successors, list[3].CommitmentEnd = "deleted", []string{list[5].ID}, noon().AddDate(-2, 0, 0)
	list[4].Status, list[4].Successors, list[4].ProductType, list[4].BillingType = "deleted", []string{list[5].ID}, "Azure", "usage"
	return synctest.Customer{ID: tenant(0), Name: "Contoso", Subscriptions: list}
}

func (b *bench) successors(id string) []string {
	for _, row := range b.factsOf(tenant(0)).Rows[reconcile.SubscriptionRows] {
		if row.Subscription != nil && row.Subscription.ID == id {
			return row.Subscription.Successors
		}
	}
	return nil
}

// factsOf reads one customer.
func (b *bench) factsOf(tenant string) *sync.Facts {
	b.Helper()
	bodies, err := b.reader.Customer(b.Context(), tenant)
	if err != nil {
		b.Fatal(err)
	}
	facts, err := b.reader.Facts(b.Context(), &sync.Read{TenantID: tenant, At: noon(), Clock: noon(), Bodies: bodies})
	if err != nil {
		b.Fatal(err)
	}
	return facts
}

// What a subscription was upgraded to is asked of those that may have been, and of no others.
func TestUpgradesAreAskedFor(t *testing.T) {
	c := upgradedCustomer()
	b := newBench(t, synctest.Options{Estate: estate(c)})
	facts := b.factsOf(tenant(0))
	got := map[string][]string{}
	for _, row := range facts.Rows[reconcile.SubscriptionRows] {
		if s := row.Subscription; len(s.Successors) > 0 {
			got[s.ID] = s.Successors
		}
	}
	if diff := cmp.Diff(map[string][]string{c.Subscriptions[1].ID: {c.Subscriptions[0].ID, c.Subscriptions[5].ID}}, got); diff != "" {
		t.Errorf("successors (-want +got):\n%s", diff)
	}
	if n := b.server.Calls(synctest.PartnerCenter, transitionsCall); n != 1 || !facts.Carries.Has(reconcile.FieldSuccessors) || len(facts.Rejected) > 0 {
		t.Errorf("asked %d times; the facts carry %b, and are refused for %v", n, facts.Carries, facts.Rejected)
	}
}

// What is known of a subscription stays when it is not asked for any more, and when it is not
// found; what is told anew replaces it.
func TestUpgradesStayKnown(t *testing.T) {
	c := upgradedCustomer()
	left, became, other := c.Subscriptions[1].ID, c.Subscriptions[5].ID, c.Subscriptions[2].ID
	for name, night := range map[string]struct {
		change func(*synctest.Subscription)
		fault  synctest.Fault
		want   []string
	}{
		"long after its end": {func(s *synctest.Subscription) { s.CommitmentEnd = noon().AddDate(0, 0, -91) }, synctest.Fault{}, []string{became}},
		"it runs again":      {func(s *synctest.Subscription) { s.Status = "active" }, synctest.Fault{}, []string{became}},
		"it is not found":    {func(*synctest.Subscription) {}, synctest.Refuse(transitionsCall, 404, "600039", 0), []string{became}},
		"it is another one":  {func(s *synctest.Subscription) { s.Successors = []string{other} }, synctest.Fault{}, []string{other}},
		"it is none":         {func(s *synctest.Subscription) { s.Successors = nil }, synctest.Fault{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			c := upgradedCustomer()
			c.Subscriptions[1].Successors = []string{became}
			b := newBench(t, synctest.Options{Estate: estate(c)})
			b.run(sync.Request{})
			if diff := cmp.Diff([]string{became}, b.store.became[left]); diff != "" {
				t.Fatalf("the first night (-want +got):\n%s", diff)
			}
			night.change(&c.Subscriptions[1])
			b.server.Set(estate(c))
			b.server.Script(night.fault)
			b.run(sync.Request{Full: true})
			if diff := cmp.Diff(night.want, b.store.became[left]); diff != "" {
				t.Errorf("the second night (-want +got):\n%s", diff)
			}
		})
	}
}

// The documentation shows transitions under a name of their own, and without the id that
// they were asked for.
func TestUpgradesAsTheDocumentationShowsThem(t *testing.T) {
	c := upgradedCustomer()
	b := newBench(t, synctest.Options{Estate: estate(c)})
	left, became := c.Subscriptions[1].ID, c.Subscriptions[5].ID
	for name, body := range map[string]string{
		"under their name": `{"transition":[{"FromCatalogItemId":"a","ToSubscriptionId":"` + became + `","Events":[{"name":"Conversion","status":"Completed "}]}],"attributes":{"objectType":"Collection"}}`,
		"as items":         `{"totalCount":1,"items":[{"toSubscriptionId":"` + became + `","status":"completed"}]}`,
		"as a bare list":   `[{"fromSubscriptionId":"` + strings.ToUpper(left) + `","toSubscriptionId":"` + became + `","status":"completed"}]`,
	} {
		b.server.Script(synctest.Fault{Call: transitionsCall, Kind: synctest.Reply, Status: http.StatusOK, Body: body})
		if diff := cmp.Diff([]string{became}, b.successors(left)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// A subscription whose transitions Partner Center itself does not find has none; any other
// fault leaves the customer unread.
func TestUpgradesThatCannotBeRead(t *testing.T) {
	for name, c := range map[string]struct {
		fault   synctest.Fault
		outcome reconcile.PassOutcome
	}{
		"not found":      {synctest.Refuse(transitionsCall, 404, "600039", 0), reconcile.PassRead},
		"broken service": {synctest.Refuse(transitionsCall, 500, "800003", 0), reconcile.PassNotRead},
		"bad request":    {synctest.Refuse(transitionsCall, 400, "800002", 0), reconcile.PassNotRead},
		"forbidden":      {synctest.Refuse(transitionsCall, 403, "2032", 0), reconcile.PassNoAccess},
		"a gateway's page": {
			synctest.Fault{
				Call: transitionsCall, Kind: synctest.Reply, Status: http.StatusNotFound, Body: "<html><h1>404 Not Found</h1></html>",
				Header: map[string]string{"Content-Type": "text/html"},
			}, reconcile.PassNotRead,
		},
		"a gateway's JSON": {
			synctest.Fault{Call: transitionsCall, Kind: synctest.Reply, Status: http.StatusNotFound, Body: `{"statusCode":404,"message":"Resource not found"}`},
			reconcile.PassNotRead,
		},
		"a gateway's code": {synctest.Refuse(transitionsCall, 404, "404", 0), reconcile.PassNotRead},
		"a gateway's word": {synctest.Refuse(transitionsCall, 404, "ResourceNotFound", 0), reconcile.PassNotRead},
		"cut-off JSON":     {synctest.Fault{Call: transitionsCall, Kind: synctest.Truncated}, reconcile.PassNotRead},
		"no collection": {
			synctest.Fault{Call: transitionsCall, Kind: synctest.Reply, Status: http.StatusOK, Body: `{"totalCount":0}`}, reconcile.PassNotRead,
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, synctest.Options{Estate: estate(upgradedCustomer())})
			b.server.Script(c.fault)
			b.run(sync.Request{})
			if got := b.store.customers[tenant(0)].Outcome; got != c.outcome {
				t.Errorf("outcome %d, want %d", got, c.outcome)
			}
			if there := len(b.subscriptions(tenant(0))) > 0; there != (c.outcome == reconcile.PassRead) {
				t.Errorf("the store holds %v", b.subscriptions(tenant(0)))
			}
		})
	}
}
