package sync_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"handover/jobs/sync"
	"handover/jobs/sync/remote"
	"handover/jobs/sync/synctest"
	"handover/reconcile"
)

const partnerCenterScope = "https://api.partnercenter.microsoft.com/.default"

// bench reads a server into a store.
type bench struct {
	*testing.T
	server *synctest.Server
	store  *model
	reader *sync.PartnerCenter
	engine sync.Engine
	log    strings.Builder
}

func newBench(t *testing.T, o synctest.Options) *bench {
	t.Helper()
	if o.PageSize == 0 {
		o.PageSize = 3
	}
	b := &bench{T: t, server: serve(t, o), store: newModel()}
	client, err := remote.New(remote.Options{
		Name: sync.PartnerCenterName, Base: address(t, b.server, synctest.PartnerCenter), Tokens: tokens(t, b.server, partnerCenterScope)(us),
		Parallel: 4, Tries: 1, Timeout: 10 * time.Second, RootCAs: b.server.RootCAs(), Log: zerolog.Nop(),
	})
	if err != nil {
		t.Fatal(err)
	}
	b.reader = sync.NewPartnerCenter(sync.PartnerCenter{Client: client, Partner: us, Now: noon})
	b.reader.PageSize = o.PageSize
	b.engine = sync.Engine{
		Remote: b.reader, Store: b.store, Now: noon, Log: zerolog.New(&b.log), Meter: &sync.Meter{Now: noon}, Spool: t.TempDir(), Parallel: 3, Resume: time.Hour,
	}
	return b
}

// run makes a pass that must not fail.
func (b *bench) run(request sync.Request) sync.Summary {
	b.Helper()
	summary, err := b.engine.Run(b.Context(), request)
	if err != nil {
		b.Fatal(err)
	}
	return summary
}

func (b *bench) subscriptions(tenant string) map[string]string {
	return b.store.facts[reconcile.SubscriptionRows][tenant]
}

func tenant(n int) string { return fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", n) }

// customersOf returns so many customers with so many subscriptions each.
func customersOf(customers, subscriptions int) []synctest.Customer {
	var list []synctest.Customer
	for i := range customers {
		c := synctest.Customer{ID: tenant(i), Name: fmt.Sprintf("Contoso %d", i), Domain: "contoso.example"}
		for k := range subscriptions {
			c.Subscriptions = append(c.Subscriptions, subscription(i, k, 5))
		}
		list = append(list, c)
	}
	return list
}

func subscription(customer, n, quantity int) synctest.Subscription {
	return synctest.Subscription{
		ID: fmt.Sprintf("5b000000-0000-4000-8000-%06d%06d", customer, n), OfferID: "CFQ7TTC0LH16:0001:CFQ7TTC0LH17", OfferName: "Microsoft 365 E3",
		Quantity: quantity, TermDuration: "P1Y", BillingCycle: "annual", Created: noon().AddDate(-1, 0, 0), CommitmentEnd: noon().AddDate(0, 1, 0),
	}
}

func estate(customers ...synctest.Customer) synctest.Estate {
	return synctest.Estate{Partner: us, Customers: customers}
}

func TestAPassReadsEveryCustomer(t *testing.T) {
	customers := customersOf(7, 2)
	customers[3].Subscriptions = nil
	customers[4].Transfers = []synctest.Transfer{{ID: "7a000000-0000-4000-8000-000000000001", Status: "Pending", Source: rival, Target: us, Created: noon()}}
	for name, o := range map[string]synctest.Options{
		"that ends by itself": {}, "that ends by a refused token": {EndByError: true, PageSize: 7}, "of bare lists": {BareLists: true},
		"of subscriptions in pages": {Subpages: 1},
	} {
		t.Run(name, func(t *testing.T) {
			o.Estate = estate(customers...)
			b := newBench(t, o)
			summary := b.run(sync.Request{})
			want := reconcile.PassCounts{Customers: 7, Read: 7}
			if !summary.Whole() || summary.Pass.Counts != want || summary.Pass.State != reconcile.PassWhole {
				t.Errorf("a pass comes to %+v\n%s", summary, b.log.String())
			}
			if len(b.store.profiles) != 7 || len(b.store.facts[reconcile.SubscriptionRows]) != 7 || len(b.subscriptions(tenant(3))) != 0 || len(b.store.facts[reconcile.TransferRows][tenant(4)]) != 1 {
				t.Errorf("the store holds %+v", b.store.state)
			}
			if left, err := filepath.Glob(filepath.Join(b.engine.Spool, "*", "*")); err != nil || len(left) > 0 {
				t.Errorf("the spool still holds %q, %v", left, err)
			}
		})
	}
}

// A customer of which a call fails keeps what was known of it, and is said not to be read.
func TestACustomerIsReadWholeOrNotAtAll(t *testing.T) {
	for name, c := range map[string]struct {
		fault   synctest.Fault
		outcome reconcile.PassOutcome
	}{
		"broken service":      {synctest.Refuse("GET /v1/customers/*/subscriptions", 500, "800003", 0), reconcile.PassNotRead},
		"transfers fail":      {synctest.Refuse("GET /v1/customers/*/transfers", 502, "0", 0), reconcile.PassNotRead},
		"not found":           {synctest.Refuse("GET /v1/customers/*/subscriptions", 404, "1000", 0), reconcile.PassNotRead},
		"conflict":            {synctest.Refuse("GET /v1/customers/*/subscriptions", 409, "1", 0), reconcile.PassNotRead},
		"forbidden":           {synctest.Refuse("GET /v1/customers/*/subscriptions", 403, "2032", 0), reconcile.PassNoAccess},
		"broken JSON":         {synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Broken}, reconcile.PassNotRead},
		"cut-off JSON":        {synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Truncated}, reconcile.PassNotRead},
		"text behind":         {synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Trailing}, reconcile.PassNotRead},
		"a web page":          {synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.WrongType}, reconcile.PassNotRead},
		"led elsewhere":       {synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Redirect}, reconcile.PassNotRead},
		"more than came":      {synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.TotalTooHigh}, reconcile.PassNotRead},
		"the same page again": {synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.SameToken}, reconcile.PassNotRead},
		"no end":              {synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Endless}, reconcile.PassNotRead},
		"no collection": {
			synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Reply, Status: http.StatusOK, Body: `{"totalCount":0}`}, reconcile.PassNotRead,
		},
		"null for items": {
			synctest.Fault{Call: "GET /v1/customers/*/transfers", Kind: synctest.Reply, Status: http.StatusOK, Body: `{"items":null}`}, reconcile.PassNotRead,
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, synctest.Options{Estate: estate(customersOf(2, 2)...)})
			b.run(sync.Request{})
			before := b.subscriptions(tenant(1))
			changed := customersOf(2, 1)
			changed[0].Subscriptions[0].Quantity, changed[1].Subscriptions[0].Quantity = 9, 9
			b.server.Set(estate(changed...))
			c.fault.Tenant = tenant(1)
			b.server.Script(c.fault)
			summary := b.run(sync.Request{})
			whole := c.outcome == reconcile.PassNoAccess // no fault of the sync
			if summary.Whole() != whole || (summary.Pass.State == reconcile.PassWhole) != whole || summary.Pass.Counts.Read != 1 {
				t.Errorf("the pass comes to %+v", summary)
			}
			if diff := cmp.Diff(before, b.subscriptions(tenant(1))); diff != "" {
				t.Errorf("its subscriptions have changed:\n%s", diff)
			}
			if got := b.subscriptions(tenant(0)); len(got) != 1 {
				t.Errorf("the other customer has %v", got)
			}
			why := b.store.notRead[tenant(1)]
			if outcome := b.store.customers[tenant(1)].Outcome; outcome != c.outcome || why == "" || len(b.store.notRead) != 1 {
				t.Errorf("it is not read because of %q, outcome %d", why, outcome)
			}
			b.server.Script()
			if summary := b.run(sync.Request{}); !summary.Whole() || len(b.store.notRead) > 0 || len(b.subscriptions(tenant(1))) != 1 {
				t.Errorf("later the pass comes to %+v, not read are %v", summary, b.store.notRead)
			}
		})
	}
}

// A log-in that is refused meets every customer: nothing is read, and nobody is blamed.
func TestARefusedSignInIsNoFaultOfACustomer(t *testing.T) {
	b := newBench(t, synctest.Options{Estate: estate(customersOf(3, 1)...)})
	b.server.Script(synctest.Fault{Call: "GET /v1/customers", Kind: synctest.Reply, Status: 403, Body: "{}"})
	_, err := b.engine.Run(t.Context(), sync.Request{})
	if err == nil || !strings.HasPrefix(err.Error(), "partner-center: list customers: ") {
		t.Errorf("a list that is refused: %v", err)
	}
	// Every token ends with the list, and there is no other one.
	b.server.Script(
		synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Expired},
		synctest.Fault{Host: synctest.Login, Kind: synctest.Reply, Status: 401, Body: `{"error":"invalid_client","error_description":"AADSTS7000215: wrong","error_codes":[7000215]}`},
	)
	_, err = b.engine.Run(t.Context(), sync.Request{Full: true})
	if err == nil || len(b.store.notRead) > 0 || len(b.store.facts[reconcile.SubscriptionRows]) > 0 {
		t.Errorf("error %v, not read %v", err, b.store.notRead)
	}
}

// A token that is refused for one customer only keeps nobody behind it from being read.
func TestACustomerWhoRefusesTheToken(t *testing.T) {
	b := newBench(t, synctest.Options{Estate: estate(customersOf(9, 1)...)})
	b.server.Script(synctest.Fault{Tenant: tenant(0), Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Reply, Status: 401, Body: "{}"})
	summary := b.run(sync.Request{})
	if c := summary.Pass.Counts; c.Read != 8 || c.NotRead != 1 || summary.Stopped != nil {
		t.Errorf("the pass comes to %+v", summary)
	}
}

// A row that claims to be another customer's is refused.
func TestARowOfAnotherCustomerIsRefused(t *testing.T) {
	b := newBench(t, synctest.Options{Estate: estate(customersOf(2, 1)...)})
	b.server.Script(synctest.Fault{
		Tenant: tenant(0), Call: "GET /v1/customers/*/transfers", Kind: synctest.Reply, Status: http.StatusOK,
		Body: `[{"id":"7a000000-0000-4000-8000-000000000001","status":"Pending","customerTenantId":"` + tenant(1) + `"}]`,
	})
	summary := b.run(sync.Request{})
	if summary.Pass.Counts.Rejected != 1 || summary.Whole() || len(b.store.facts[reconcile.TransferRows][tenant(1)]) != 0 {
		t.Errorf("the pass comes to %+v", summary)
	}
}
