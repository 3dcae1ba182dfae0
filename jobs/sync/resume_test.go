package sync_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handover/jobs/sync"
	"handover/jobs/sync/synctest"
	"handover/reconcile"
)

// What was read before a pass was interrupted is not asked for again, unless it is told to
// begin anew or is too old.
func TestAnInterruptedPassGoesOn(t *testing.T) {
	for name, c := range map[string]struct {
		request sync.Request
		later   time.Duration
		again   bool
	}{"": {}, "anew": {request: sync.Request{Full: true}, again: true}, "too old": {later: 2 * time.Hour, again: true}} {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithCancel(t.Context())
			defer stop()
			calls := 0
			b := newBench(t, synctest.Options{Estate: estate(customersOf(6, 1)...), OnRequest: func(r synctest.Request) {
				if strings.HasSuffix(r.Path, "/transfers") {
					if calls++; calls == 4 {
						stop()
					}
				}
			}})
			b.engine.Parallel = 1
			_, err := b.engine.Run(ctx, sync.Request{})
			if err == nil {
				t.Fatal("nobody has interrupted it")
			}
			b.server.Forget()
			b.engine.Now = func() time.Time { return noon().Add(c.later) }
			summary := b.run(c.request)
			listed := b.server.Calls(synctest.PartnerCenter, "GET /v1/customers") > 0
			asked := b.server.Calls(synctest.PartnerCenter, "GET /v1/customers/*/subscriptions")
			if !summary.Whole() || summary.Resumed == c.again || listed != c.again || (asked == 6) != c.again || len(b.store.facts[reconcile.SubscriptionRows]) != 6 {
				t.Errorf("the pass comes to %+v with %d customers asked for", summary, asked)
			}
		})
	}
}

// A file of the spool that is cut off, as after a power failure, is not believed.
func TestABrokenFileInTheSpoolIsAskedForAgain(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	b := newBench(t, synctest.Options{Estate: estate(customersOf(3, 1)...), OnRequest: func(r synctest.Request) {
		if strings.Contains(r.Path, tenant(2)) {
			stop()
		}
	}})
	b.engine.Parallel = 1
	if _, err := b.engine.Run(ctx, sync.Request{}); err == nil {
		t.Fatal("nobody has interrupted it")
	}
	files, err := filepath.Glob(filepath.Join(b.engine.Spool, "*", "*", "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("the spool holds %q, %v", files, err)
	}
	for _, name := range files {
		if err := os.Truncate(name, 100); err != nil {
			t.Fatal(err)
		}
	}
	if summary := b.run(sync.Request{}); !summary.Whole() || !summary.Resumed || len(b.store.facts[reconcile.SubscriptionRows]) != 3 {
		t.Errorf("the pass comes to %+v", summary)
	}
}

// A remote that fails for everybody is left in peace, and a later pass goes on.
func TestARemoteThatIsDownIsLeftInPeace(t *testing.T) {
	b := newBench(t, synctest.Options{Estate: estate(customersOf(400, 1)...), PageSize: 400})
	b.server.Script(synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Reply, Status: 503, Body: "{}", Skip: 10})
	summary := b.run(sync.Request{})
	asked := b.server.Calls(synctest.PartnerCenter, "GET /v1/customers/*/subscriptions")
	// Each of the three readers may come late with a customer that it has read before.
	if summary.Stopped == nil || summary.Whole() || asked > 10+4*25+3 || summary.Pass.Counts.Read < 8 || summary.Pass.State != reconcile.PassRunning {
		t.Errorf("after %d calls the pass comes to %+v", asked, summary)
	}
	b.server.Script()
	summary = b.run(sync.Request{})
	if !summary.Whole() || !summary.Resumed || len(b.store.facts[reconcile.SubscriptionRows]) != 400 || len(b.store.notRead) > 0 {
		t.Errorf("later the pass comes to %+v", summary)
	}
}

// A pass that goes on still knows which rows were refused before it ended early.
func TestRefusedRowsAreNotForgotten(t *testing.T) {
	b := newBench(t, synctest.Options{Estate: estate(customersOf(60, 1)...), PageSize: 100})
	b.engine.Parallel = 1
	b.server.Script(
		synctest.Fault{
			Tenant: tenant(0), Call: "GET /v1/customers/*/transfers", Kind: synctest.Reply, Status: http.StatusOK,
			Body: `[{"id":"7a000000-0000-4000-8000-000000000001","status":"Pending","customerTenantId":"` + tenant(1) + `"}]`,
		},
		synctest.Fault{Call: "GET /v1/customers/*/subscriptions", Kind: synctest.Reply, Status: 503, Body: "{}", Skip: 10},
	)
	if summary := b.run(sync.Request{}); summary.Stopped == nil || summary.Pass.Counts.Rejected != 1 {
		t.Fatalf("the pass comes to %+v", summary)
	}
	b.server.Script()
	if summary := b.run(sync.Request{}); !summary.Resumed || summary.Whole() || summary.Pass.Counts.Read != 60 || summary.Pass.Counts.Rejected != 1 {
		t.Errorf("the pass that goes on comes to %+v", summary)
	}
}
