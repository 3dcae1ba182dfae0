package sync_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	gosync "sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
	"pgregory.net/rapid"

	"handover/jobs/sync"
	"handover/jobs/sync/remote"
	"handover/jobs/sync/signin"
	"handover/jobs/sync/synctest"
	"handover/reconcile"
)

// tenantOf is the id of a customer of an estate that is drawn.
func tenantOf(i int) string { return fmt.Sprintf("aaaaaaaa-0000-4000-8000-%012d", i+1) }

func subscriptionOf(tenant, i int) string {
	return fmt.Sprintf("5b000000-0000-4000-8000-%06d%06d", tenant, i)
}

// drawEstate draws customers with what they have; each may have left us since before.
func drawEstate(t *rapid.T, label string) synctest.Estate {
	e := synctest.Estate{Partner: us}
	for i := range rapid.IntRange(1, 6).Draw(t, label+" customers") {
		customer := synctest.Customer{ID: tenantOf(i), Name: "Contoso"}
		switch rapid.SampledFrom([]string{"", "", "", "", "unlisted", "departed", "unrelated", "forbidden", "without consent"}).Draw(t, label+" is") {
		case "unlisted":
			customer.Unlisted = true
		case "departed":
			customer.Departed = true
		case "unrelated":
			customer.Unrelated = true
		case "forbidden":
			customer.Forbidden = true
		case "without consent":
			customer.Refusal = "AADSTS65001"
		default:
			e.Relationships = append(e.Relationships, synctest.Relationship{ID: fmt.Sprint(i), Customer: customer.ID, Roles: []string{supportRole}})
		}
		for j := range rapid.IntRange(0, 3).Draw(t, label+" subscriptions") {
			seats := rapid.IntRange(1, 3).Draw(t, label+" seats")
			status, successors := "", []string(nil)
			if rapid.IntRange(0, 2).Draw(t, label+" upgraded") == 0 {
				status, successors = "deleted", []string{subscriptionOf(i, j+1)}
			}
			customer.Subscriptions = append(customer.Subscriptions, synctest.Subscription{
				ID: subscriptionOf(i, j), Status: status, Successors: successors, OfferID: "CFQ7TTC0LH16:0001:A", Quantity: seats, AutoRenew: true, TermDuration: "P1Y", BillingCycle: "monthly",
				Created: noon(), CommitmentEnd: time.Date(2027, time.November, 29, 0, 0, 0, 0, time.UTC),
			})
			customer.Directory = append(customer.Directory, synctest.DirectorySubscription{ID: subscriptionOf(i, j), SKUID: skuX, Licenses: seats, Owner: rival})
		}
		if rapid.Bool().Draw(t, label+" transfer") {
			customer.Transfers = []synctest.Transfer{{ID: fmt.Sprintf("7a000000-0000-4000-8000-%012d", i), Status: "Pending", Created: noon(), SubscriptionIDs: []string{subscriptionOf(i, 0)}}}
		}
		e.Customers = append(e.Customers, customer)
	}
	return e
}

// drawFault draws a fault that ends. Of the sign-in it is one that is not tried again, so
// that nothing waits.
func (w *world) drawFault(t *rapid.T) synctest.Fault {
	if rapid.IntRange(0, 5).Draw(t, "of the sign-in") == 0 {
		return synctest.Fault{
			Host: synctest.Login, Skip: rapid.IntRange(0, 3).Draw(t, "skip"), Times: rapid.IntRange(1, 2).Draw(t, "times"),
			Kind: synctest.Reply, Status: http.StatusUnauthorized, Body: `{"error":"invalid_client","error_description":"AADSTS7000222: by script"}`,
		}
	}
	f := synctest.Fault{
		Host: w.host, Call: rapid.SampledFrom(w.calls).Draw(t, "call"),
		Skip: rapid.IntRange(0, 3).Draw(t, "skip"), Times: rapid.IntRange(1, 3).Draw(t, "times"),
		Kind: rapid.SampledFrom([]synctest.Kind{
			synctest.Reply, synctest.Reply, synctest.Drop, synctest.Cut, synctest.Truncated, synctest.Broken, synctest.Trailing, synctest.WrongType, synctest.Redirect,
			synctest.Elsewhere, synctest.SameToken, synctest.Endless, synctest.Huge, synctest.TotalTooHigh, synctest.Expired, synctest.ClockOff,
		}).Draw(t, "kind"),
		Size: 2 << 20, Off: time.Hour,
	}
	if f.Kind == synctest.Reply {
		f.Status = rapid.SampledFrom([]int{
			http.StatusNoContent, http.StatusBadRequest, http.StatusUnauthorized, http.StatusConflict, http.StatusTooManyRequests, http.StatusInternalServerError,
			http.StatusServiceUnavailable,
		}).Draw(t, "status")
		f.Body = `{"code":"1","description":"by script"}`
		f.Header = map[string]string{"Retry-After": "0"}
	}
	return f
}

// world is a server and how a remote is made that asks it.
type world struct {
	server *synctest.Server
	client *remote.Client
	host   synctest.Host
	scope  string
	calls  []string // that a fault may meet
	make   func(*remote.Client, func(tenant string) remote.Tokens) sync.Remote

	mu   gosync.Mutex
	stop func() // ends the sync under way
	left int    // requests until then
}

// heard ends the sync under way at its time.
func (w *world) heard(synctest.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.left--
	if w.left == 0 && w.stop != nil {
		w.stop()
	}
}

// sync makes one sync as a new process does, which ends after so many requests; 0: by itself.
func (w *world) sync(t *rapid.T, store *model, spool string, requests int) (sync.Summary, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	w.mu.Lock()
	w.stop, w.left = cancel, requests
	w.mu.Unlock()
	engine := sync.Engine{
		Remote: w.remote(t), Store: store, Now: noon, Log: zerolog.Nop(), Meter: &sync.Meter{Now: noon},
		Spool: spool, Parallel: 3, Resume: 6 * time.Hour,
	}
	return engine.Run(ctx, sync.Request{})
}

// remote returns one that asks once and does not wait. It signs in anew, as a new process
// does.
func (w *world) remote(t *rapid.T) sync.Remote {
	login, err := url.Parse(w.server.URL(synctest.Login))
	if err != nil {
		t.Fatal(err)
	}
	application, err := signin.New(signin.Options{
		Name: "test", Cloud: signin.Global, Tenant: us, Client: synctest.DefaultClient, Secret: func() (string, error) { return synctest.DefaultSecret, nil },
		Login: login, RootCAs: w.server.RootCAs(), Log: zerolog.Nop(), Now: noon,
	})
	if err != nil {
		t.Fatal(err)
	}
	tokens := func(tenant string) remote.Tokens { return application.Tokens(w.scope, tenant) }
	return w.make(w.client.With(tokens(us)), tokens)
}

// For any estate, any script of faults that ends, and syncs that are killed in the middle,
// repeated syncs reach what an undisturbed one has. On the way no customer counts as read
// of whom not everything is as it is there.
func TestRepeatedSyncsReachAnUndisturbedOne(t *testing.T) {
	worlds := []*world{{
		host: synctest.PartnerCenter, scope: "https://api.partnercenter.microsoft.com/.default",
		calls: []string{"", "GET /v1/customers", "GET /v1/customers/*", "GET /v1/customers/*/subscriptions", "GET /v1/customers/*/transfers", "GET /v1/customers/*/subscriptions/*/transitions"},
		make: func(c *remote.Client, _ func(string) remote.Tokens) sync.Remote {
			return sync.NewPartnerCenter(sync.PartnerCenter{Client: c, Partner: us, Tolerance: time.Minute, Now: noon})
		},
	}, {
		host: synctest.Graph, scope: graphScope,
		calls: []string{"", "GET /v1.0/tenantRelationships/delegatedAdminRelationships", "GET /v1.0/directory/subscriptions", "GET /v1.0/subscribedSkus"},
		make: func(c *remote.Client, tokens func(string) remote.Tokens) sync.Remote {
			return sync.NewGraph(sync.Graph{Client: c, Tokens: tokens, Partner: reconcile.Partner{ID: us}, Now: noon, Log: zerolog.Nop()})
		},
	}}
	for _, w := range worlds {
		w.server = serve(t, synctest.Options{PageSize: 2, Subpages: 2, OnRequest: w.heard})
		client, err := remote.New(remote.Options{
			Name: string(w.host), Base: address(t, w.server, w.host), Parallel: 3, Tries: 1, MaxBody: 1 << 20, Timeout: 30 * time.Second,
			RootCAs: w.server.RootCAs(), Log: zerolog.Nop(),
		})
		if err != nil {
			t.Fatal(err)
		}
		w.client = client
	}
	root, n := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		w := worlds[rapid.IntRange(0, len(worlds)-1).Draw(t, "remote")]
		w.check(t, fmt.Sprintf("%s/%d", root, n))
	})
}

func (w *world) check(t *rapid.T, spool string) {
	before, after := drawEstate(t, "before"), drawEstate(t, "after")
	undisturbed, disturbed := newModel(), newModel()
	w.server.Script()
	w.server.Set(before)
	w.undisturbed(t, undisturbed, spool)
	disturbed.state = undisturbed.clone()
	clear(disturbed.customers) // they were read then, and not now
	old := undisturbed.clone()
	w.server.Set(after)
	w.undisturbed(t, undisturbed, spool)

	w.server.Script(rapid.SliceOfN(rapid.Custom(w.drawFault), 0, 4).Draw(t, "faults")...)
	for range 5 {
		killed := rapid.SampledFrom([]int{0, 0, 0, 2, 4, 8}).Draw(t, "killed after")
		quiet := w.server.Quiet()
		summary, err := w.sync(t, disturbed, spool, killed)
		w.truthful(t, &old, undisturbed, disturbed)
		if err != nil && !errors.Is(err, context.Canceled) && quiet && killed == 0 {
			t.Fatalf("nothing goes wrong any more, and the sync fails: %v", err)
		}
		if quiet && killed == 0 && summary.Stopped == nil {
			break
		}
	}
	// What went wrong before the end may have ended a pass as a partial one.
	w.server.Script()
	w.undisturbed(t, disturbed, spool)
	if diff := cmp.Diff(undisturbed.facts, disturbed.facts); diff != "" {
		t.Fatalf("repeated syncs end elsewhere (- undisturbed, + disturbed):\n%s", diff)
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(undisturbed.notRead)), slices.Sorted(maps.Keys(disturbed.notRead))); diff != "" {
		t.Fatalf("repeated syncs could not read others (- undisturbed, + disturbed):\n%s", diff)
	}
}

// undisturbed syncs until a pass ends.
func (w *world) undisturbed(t *rapid.T, store *model, spool string) {
	for range 3 {
		summary, err := w.sync(t, store, spool, 0)
		if err != nil {
			t.Fatalf("an undisturbed sync fails: %v", err)
		}
		if !summary.Resumed {
			return
		}
	}
	t.Fatal("an undisturbed sync does not end the pass")
}

// truthful checks that who counts as read has what an undisturbed sync has, and who does not
// has that or what there was before.
func (w *world) truthful(t *rapid.T, old *state, undisturbed, disturbed *model) {
	for tenant, c := range disturbed.customers {
		got, want := disturbed.of(tenant), undisturbed.of(tenant)
		// The list tells of a customer too, whether it is read or not.
		delete(got, string(reconcile.TenantRows)+" "+tenant)
		delete(want, string(reconcile.TenantRows)+" "+tenant)
		was := old.of(tenant)
		delete(was, string(reconcile.TenantRows)+" "+tenant)
		same, kept := cmp.Equal(got, want), cmp.Equal(got, was)
		if c.Outcome == reconcile.PassRead && !same {
			t.Fatalf("%s counts as read, and (- undisturbed, + disturbed):\n%s", tenant, cmp.Diff(want, got))
		}
		if !same && !kept {
			t.Fatalf("of %s neither what there was nor what there is is held: %v", tenant, got)
		}
	}
}
