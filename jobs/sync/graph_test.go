package sync_test

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"handover/jobs/sync"
	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
	"handover/jobs/sync/synctest"
	"handover/reconcile"
)

const (
	us       = "11111111-1111-1111-1111-111111111111"
	rival    = "22222222-2222-2222-2222-222222222222"
	contoso  = "aaaaaaaa-0000-4000-8000-000000000001"
	fabrikam = "aaaaaaaa-0000-4000-8000-000000000002"
	tailspin = "aaaaaaaa-0000-4000-8000-000000000003"

	subA = "5b000000-0000-4000-8000-00000000000a"
	subB = "5b000000-0000-4000-8000-00000000000b"
	subC = "5b000000-0000-4000-8000-00000000000c"
	skuX = "05e9a617-0261-4cee-bb44-138d3ef5d965"
	skuY = "05e9a617-0261-4cee-bb44-138d3ef5d966"

	supportRole = "f023fd81-a637-4b56-95fd-791ac0226033"
)

func noon() time.Time { return time.Date(2026, time.November, 30, 12, 0, 0, 0, time.UTC) }

// serve starts a server that ends with the test.
func serve(t testing.TB, o synctest.Options) *synctest.Server {
	t.Helper()
	if o.Now == nil {
		o.Now = noon
	}
	s, err := synctest.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func address(t testing.TB, s *synctest.Server, host synctest.Host) *url.URL {
	t.Helper()
	u, err := url.Parse(s.URL(host))
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// ask returns a client of a host, in the name of our own tenant.
func ask(t testing.TB, s *synctest.Server, host synctest.Host, scope string) *remote.Client {
	t.Helper()
	client, err := remote.New(remote.Options{
		Name: string(host), Base: address(t, s, host), Tokens: tokens(t, s, scope)(us), Parallel: 4, Tries: 2, Timeout: 5 * time.Second,
		RootCAs: s.RootCAs(), Log: zerolog.Nop(),
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// tokens returns the sources of tokens of a scope, by tenant.
func tokens(t testing.TB, s *synctest.Server, scope string) func(tenant string) remote.Tokens {
	t.Helper()
	application, err := signin.New(signin.Options{
		Name: "test", Cloud: signin.Global, Tenant: us, Client: synctest.DefaultClient, Secret: func() (string, error) { return synctest.DefaultSecret, nil },
		Login: address(t, s, synctest.Login), RootCAs: s.RootCAs(), Log: zerolog.Nop(), Now: noon,
	})
	if err != nil {
		t.Fatal(err)
	}
	return func(tenant string) remote.Tokens { return application.Tokens(scope, tenant) }
}

const graphScope = "https://graph.microsoft.com/.default"

func newGraph(t testing.TB, s *synctest.Server, log zerolog.Logger) *sync.Graph {
	t.Helper()
	return sync.NewGraph(sync.Graph{
		Client: ask(t, s, synctest.Graph, graphScope), Tokens: tokens(t, s, graphScope), Partner: reconcile.Partner{ID: us}, Now: noon, Log: log,
	})
}

func TestGraphList(t *testing.T) {
	var log strings.Builder
	e := synctest.Estate{Partner: us, Relationships: []synctest.Relationship{
		{ID: "1", Customer: contoso, CustomerName: "Contoso", Roles: []string{supportRole}, End: noon().AddDate(0, 0, 20)},
		{ID: "2", Customer: fabrikam, Status: "terminated", Roles: []string{supportRole}},
		{ID: "3", Status: "created"},
		{ID: "4", Customer: contoso, Status: "terminated"},
		{ID: "5", Customer: tailspin, End: noon().AddDate(1, 0, 0)},
	}}
	s := serve(t, synctest.Options{Estate: e, PageSize: 2})
	g := newGraph(t, s, zerolog.New(&log))
	list, err := g.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{contoso, fabrikam, tailspin}, list.Customers); diff != "" || list.Lacks != "" || len(list.Bodies) != 3 {
		t.Errorf("lacks %q, %d pages, customers:\n%s", list.Lacks, len(list.Bodies), diff)
	}
	facts, err := g.Facts(t.Context(), &sync.Read{At: noon(), Clock: noon(), Bodies: list.Bodies})
	if err != nil {
		t.Fatal(err)
	}
	type delegation struct {
		Admin reconcile.Tri
		Until string
	}
	got := map[string]delegation{}
	for _, row := range facts.Rows[reconcile.TenantRows] {
		got[row.Tenant.ID] = delegation{row.Tenant.DelegatedAdmin, row.Tenant.DelegatedUntil.String()}
	}
	if diff := cmp.Diff(map[string]delegation{contoso: {reconcile.Yes, "2026-12-20"}, fabrikam: {reconcile.No, ""}, tailspin: {reconcile.No, "2027-11-30"}}, got); diff != "" {
		t.Errorf("delegated admin:\n%s", diff)
	}
	if told := log.String(); strings.Count(told, "\n") != 1 || !strings.Contains(told, contoso) || !strings.Contains(told, "2026-12-20") {
		t.Errorf("told of relationships that end: %s", told)
	}
}

// A list that broke off, or goes on without an end, is used as far as it came and is not whole.
func TestGraphListThatIsNotWhole(t *testing.T) {
	const call = "GET /v1.0/tenantRelationships/delegatedAdminRelationships"
	for kind, lacks := range map[synctest.Kind]string{
		synctest.Cut: "cut short", synctest.Broken: "no JSON", synctest.SameToken: "read before", synctest.Endless: "without an entry",
		synctest.Elsewhere: "another host", synctest.Redirect: "another host",
	} {
		t.Run(string(kind), func(t *testing.T) {
			e := synctest.Estate{Partner: us}
			for i := range 6 {
				e.Relationships = append(e.Relationships, synctest.Relationship{ID: fmt.Sprint(i), Customer: fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i)})
			}
			s := serve(t, synctest.Options{Estate: e, PageSize: 2})
			s.Script(synctest.Fault{Call: call, Skip: 1, Kind: kind})
			list, err := newGraph(t, s, zerolog.Nop()).List(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(list.Lacks, lacks) || len(list.Customers) < 2 {
				t.Errorf("%d customers, and it lacks %q, want %q", len(list.Customers), list.Lacks, lacks)
			}
			if leaks := s.Leaks(); leaks != nil {
				t.Errorf("leaks: %q", leaks)
			}
		})
	}
}

func TestGraphCustomer(t *testing.T) {
	e := synctest.Estate{Partner: us, Customers: []synctest.Customer{{
		ID: contoso,
		Directory: []synctest.DirectorySubscription{
			{ID: subA, SKUID: skuX, SKUName: "SPE_E3", Licenses: 25, Owner: rival, NextLifecycle: time.Date(2027, time.June, 1, 0, 0, 0, 0, time.UTC)},
			{ID: subB, SKUID: skuY, Licenses: 5, Owner: us},
			{ID: subC, SKUID: skuY, Licenses: 9},
		},
		SKUs: []synctest.SubscribedSKU{{SKUID: strings.ToUpper(skuX), Consumed: 20}, {SKUID: skuY, Consumed: 7}},
	}, {ID: fabrikam}}}
	s := serve(t, synctest.Options{Estate: e, PageSize: 2})
	g := newGraph(t, s, zerolog.Nop())
	facts := factsOf(t, g, contoso)
	type row struct {
		Seller, Offer string
		Seats         reconcile.Count
		Assigned      reconcile.Count
		AtMost        reconcile.Count
		End           time.Time
	}
	got := map[string]row{}
	for _, r := range facts.Rows[reconcile.SubscriptionRows] {
		sub := r.Subscription
		got[sub.ID] = row{sub.SellerID, sub.OfferID, sub.Quantity, sub.Assigned, sub.AssignedAtMost, sub.CommitmentEnd}
	}
	if diff := cmp.Diff(map[string]row{
		subA: {rival, skuX, reconcile.CountOf(25), reconcile.CountOf(20), reconcile.Count{}, time.Date(2027, time.May, 31, 23, 59, 59, 0, time.UTC)},
		subC: {"", skuY, reconcile.CountOf(9), reconcile.Count{}, reconcile.CountOf(7), time.Time{}}, // of two of one SKU, nobody knows which is used
	}, got); diff != "" {
		t.Errorf("rows:\n%s", diff)
	}
	if !facts.Carries.Has(reconcile.FieldAssigned) || !facts.Carries.Has(reconcile.FieldAssignedAtMost) || facts.Carries.Has(reconcile.FieldAutoRenew) {
		t.Errorf("carries %v", facts.Carries)
	}
	if diff := cmp.Diff(map[string]int64{"sold by us: Partner Center tells of it": 1}, facts.Skipped); diff != "" {
		t.Errorf("skipped:\n%s", diff)
	}
	empty := factsOf(t, g, fabrikam)
	if len(empty.Rows[reconcile.SubscriptionRows]) != 0 || len(empty.Rejected) != 0 {
		t.Errorf("a customer without subscriptions has %+v", empty)
	}
	for _, r := range s.Requests() {
		if r.Host == synctest.Graph && r.Tenant != contoso && r.Tenant != fabrikam {
			t.Errorf("%s was asked in the name of %s", r.Path, r.Tenant)
		}
	}
}

func factsOf(t *testing.T, g *sync.Graph, tenant string) *sync.Facts {
	t.Helper()
	bodies, err := g.Customer(t.Context(), tenant)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := g.Facts(t.Context(), &sync.Read{TenantID: tenant, At: noon(), Clock: noon(), Bodies: bodies})
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

// Whether a customer's tenant lets us in is told of that customer; what is wrong with us
// ends the pass.
func TestGraphRefusals(t *testing.T) {
	e := synctest.Estate{Partner: us, Customers: []synctest.Customer{
		{ID: contoso, Refusal: "AADSTS65001"}, {ID: fabrikam, Forbidden: true}, {ID: tailspin},
	}}
	for name, r := range map[string]struct {
		tenant        string
		fault         synctest.Fault
		refused, stop bool
		says          string
	}{
		"no consent":       {tenant: contoso, refused: true, says: "consent missing: AADSTS65001"},
		"no permission":    {tenant: fabrikam, refused: true, says: "access is denied"},
		"a cut connection": {tenant: tailspin, fault: synctest.Fault{Call: "GET /v1.0/subscribedSkus", Kind: synctest.Cut}, says: "list subscribed SKUs"},
		"endless pages":    {tenant: tailspin, fault: synctest.Fault{Call: "GET /v1.0/directory/subscriptions", Kind: synctest.Endless}, says: "without an entry"},
		"a link elsewhere": {tenant: tailspin, fault: synctest.Fault{Call: "GET /v1.0/directory/subscriptions", Kind: synctest.Reply, Status: 200, Body: `{"value":[],"@odata.nextLink":"https://graph.example/v1.0/x"}`}, says: "another host"},
		"no collection":    {tenant: tailspin, fault: synctest.Fault{Call: "GET /v1.0/directory/subscriptions", Kind: synctest.Reply, Status: 200, Body: `{"error":"no"}`}, says: "no collection"},
		"a reason of its own": {
			tenant: tailspin, refused: true, says: "AADSTS5000225",
			fault: synctest.Fault{Host: synctest.Login, Kind: synctest.Reply, Status: 400, Body: `{"error":"invalid_client","error_description":"AADSTS5000225: blocked","error_codes":[5000225]}`},
		},
		"too many tokens": {
			tenant: tailspin, says: "AADSTS50196",
			fault: synctest.Fault{Host: synctest.Login, Kind: synctest.Reply, Status: 400, Body: `{"error":"invalid_grant","error_description":"AADSTS50196: loop","error_codes":[50196]}`},
		},
		"our secret": {
			tenant: tailspin, stop: true, says: "AADSTS7000222",
			fault: synctest.Fault{Host: synctest.Login, Kind: synctest.Reply, Status: 401, Body: `{"error":"invalid_client","error_description":"AADSTS7000222: expired","error_codes":[7000222]}`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, synctest.Options{Estate: e})
			s.Script(r.fault)
			bodies, err := newGraph(t, s, zerolog.Nop()).Customer(t.Context(), r.tenant)
			if err == nil || bodies != nil {
				t.Fatalf("%d bodies and %v, want an error", len(bodies), err)
			}
			_, refused := errors.AsType[*sync.RefusedError](err)
			_, stop := errors.AsType[*sync.StopError](err)
			if refused != r.refused || stop != r.stop || !strings.Contains(err.Error(), r.says) {
				t.Errorf("refused %v, stop %v: %v; want %+v", refused, stop, err, r)
			}
			for _, secret := range s.Secrets() {
				if strings.Contains(err.Error(), secret) {
					t.Errorf("the error holds a secret: %v", err)
				}
			}
		})
	}
}

// A customer that the list no longer names has no relationship any more; its subscriptions
// are read as before.
func TestGraphAsksForOne(t *testing.T) {
	s := serve(t, synctest.Options{Estate: synctest.Estate{
		Partner: us, Customers: []synctest.Customer{{ID: contoso}, {ID: fabrikam}},
		Relationships: []synctest.Relationship{{ID: "1", Customer: contoso, Roles: []string{supportRole}}},
	}})
	g := newGraph(t, s, zerolog.Nop())
	for tenant, want := range map[string]reconcile.Tri{contoso: reconcile.Yes, fabrikam: reconcile.No} {
		bodies, gone, err := g.Ask(t.Context(), tenant)
		if err != nil || gone {
			t.Fatalf("%s: gone %v, %v", tenant, gone, err)
		}
		facts, err := g.Facts(t.Context(), &sync.Read{TenantID: tenant, At: noon(), Clock: noon(), Bodies: bodies})
		if err != nil {
			t.Fatal(err)
		}
		rows := facts.Rows[reconcile.TenantRows]
		if len(rows) != 1 || rows[0].Tenant.ID != tenant || rows[0].Tenant.DelegatedAdmin != want {
			t.Errorf("%s: %+v, want delegated admin %v", tenant, rows, want)
		}
	}
}
