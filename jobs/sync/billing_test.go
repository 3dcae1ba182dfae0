package sync_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"handover/jobs/ingest"
	"handover/jobs/sync"
	"handover/jobs/sync/remote"
	"handover/jobs/sync/synctest"
	"handover/reconcile"
)

// passes is a store of passes and of nothing else.
type passes struct {
	sync.Store
	sync.Delivery
	kept []reconcile.Pass
}

func (p *passes) Deliver(_ context.Context, do func(sync.Delivery) error) error { return do(p) }

func (p *passes) OpenPass(_ context.Context, pass *reconcile.Pass, _ []reconcile.PassCustomer) error {
	pass.Seq = 1
	p.kept = append(p.kept, *pass)
	return nil
}

func (p *passes) ClosePass(_ context.Context, pass *reconcile.Pass) error {
	p.kept = append(p.kept, *pass)
	return nil
}

// imported is what an import of a file was given.
type imported struct {
	lines []string
	at    time.Time
}

func (i *imported) read(_ context.Context, path string, at time.Time) (ingest.Summary, error) {
	file, err := os.Open(path)
	if err != nil {
		return ingest.Summary{}, err
	}
	defer func() { _ = file.Close() }() // it was only read
	zip, err := gzip.NewReader(file)
	if err != nil {
		return ingest.Summary{}, err
	}
	i.at = at
	for scan := bufio.NewScanner(zip); scan.Scan(); {
		i.lines = append(i.lines, scan.Text())
	}
	return ingest.Summary{}, nil
}

func charge(id string) any { return map[string]any{"SubscriptionId": id} }

func newBilling(t *testing.T, s *synctest.Server, store *passes, into *imported) *sync.Billing {
	t.Helper()
	return &sync.Billing{
		Client: ask(t, s, synctest.Graph, graphScope), Store: store, Now: noon, Log: zerolog.Nop(), Partner: us, Currencies: []string{"EUR"},
		Poll: time.Millisecond, Wait: time.Minute, Spool: t.TempDir(), Import: into.read,
		Files: sync.FileOptions{Endpoint: address(t, s, synctest.Blobs), RootCAs: s.RootCAs(), Timeout: 5 * time.Second, Tries: 3},
	}
}

func TestBilling(t *testing.T) {
	s := serve(t, synctest.Options{Estate: synctest.Estate{Partner: us, Billing: synctest.Billing{
		Polls: 2, Blobs: [][]any{{charge("a"), charge("b")}, {charge("c")}},
	}}})
	// What came of a file that broke off is thrown away.
	s.Script(synctest.Fault{Host: synctest.Blobs, Kind: synctest.Cut, Skip: 1, Times: 1})
	var store passes
	var into imported
	b := newBilling(t, s, &store, &into)
	summary, err := b.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	month := []string{`{"SubscriptionId":"a"}`, `{"SubscriptionId":"b"}`, `{"SubscriptionId":"c"}`}
	if diff := cmp.Diff(append(month, month...), into.lines); diff != "" || into.at != noon() {
		t.Errorf("imported as of %v:\n%s", into.at, diff)
	}
	if !summary.Whole() || len(store.kept) != 2 || store.kept[1].State != reconcile.PassWhole || store.kept[1].Remote != "billing" {
		t.Errorf("%+v; kept %+v", summary, store.kept)
	}
	if leaks := s.Leaks(); leaks != nil {
		t.Errorf("leaks: %q", leaks)
	}
	if n := s.Calls(synctest.Graph, "GET /v1.0/reports/partners/billing/operations/*"); n != 6 {
		t.Errorf("%d questions whether an export is made, want 6", n)
	}
	if left, _ := filepath.Glob(filepath.Join(b.Spool, "*", "*")); left != nil {
		t.Errorf("the spool holds %q", left)
	}
}

func TestBillingOfNothing(t *testing.T) {
	s := serve(t, synctest.Options{Estate: synctest.Estate{Partner: us}})
	var store passes
	var into imported
	summary, err := newBilling(t, s, &store, &into).Run(t.Context())
	if err != nil || !summary.Whole() || into.lines != nil {
		t.Errorf("%+v, %v, imported %q; want nothing, and whole", summary, err, into.lines)
	}
}

// Whatever is wrong with an export, nothing of it is imported, no secret is told, and no
// host is asked that is not to be.
func TestBillingFaults(t *testing.T) {
	const below = "/v1.0/reports/partners/billing/"
	for name, r := range map[string]struct {
		fault synctest.Fault
		lacks string // a partial pass
		fails string // or none
	}{
		"a missing file":      {fault: synctest.Fault{Host: synctest.Blobs, Skip: 1, Kind: synctest.Reply, Status: 404}, lacks: "a file of the export is missing"},
		"too few names":       {fault: synctest.Fault{Call: "GET " + below + "manifests/*", Kind: synctest.TotalTooHigh}, lacks: "said to name 3 files"},
		"a name twice":        {fault: synctest.Fault{Call: "GET " + below + "manifests/*", Kind: synctest.Twice}, lacks: "said to name 2 files"},
		"a closed file":       {fault: synctest.Fault{Host: synctest.Blobs, Kind: synctest.Reply, Status: 403}, fails: "access is denied"},
		"a file cut off":      {fault: synctest.Fault{Host: synctest.Blobs, Kind: synctest.Cut}, fails: "read a file of an export"},
		"a huge file":         {fault: synctest.Fault{Host: synctest.Blobs, Kind: synctest.Huge, Size: 2 << 20}, fails: "the reply is too large"},
		"files elsewhere":     {fault: synctest.Fault{Call: "GET " + below + "manifests/*", Kind: synctest.Elsewhere}, fails: "a host that is not asked"},
		"the manifest is":     {fault: synctest.Fault{Call: "GET " + below + "operations/*", Kind: synctest.Elsewhere}, fails: "another host"},
		"the operation is":    {fault: synctest.Fault{Call: "POST " + below + "reconciliation/unbilled/export", Kind: synctest.Elsewhere}, fails: "another host"},
		"files redirected":    {fault: synctest.Fault{Host: synctest.Blobs, Kind: synctest.Redirect}, fails: "another host"},
		"no operation":        {fault: synctest.Fault{Call: "POST " + below + "reconciliation/unbilled/export", Kind: synctest.Reply, Status: 202}, fails: "cannot be read"},
		"an unknown status":   {fault: synctest.Fault{Call: "GET " + below + "operations/*", Kind: synctest.Reply, Status: 200, Body: `{"status":"asleep"}`}, fails: "asleep"},
		"a failed export":     {fault: synctest.Fault{Call: "GET " + below + "operations/*", Kind: synctest.Reply, Status: 200, Body: `{"status":"failed","error":{"code":"1000","message":"no"}}`}, fails: "code 1000: no"},
		"another partner's":   {fault: synctest.Fault{Call: "GET " + below + "manifests/*", Kind: synctest.Reply, Status: 200, Body: `{"schemaVersion":"1","dataFormat":"compressedJSON","partnerTenantId":"` + contoso + `","blobCount":0}`}, fails: "of another partner"},
		"a version not known": {fault: synctest.Fault{Call: "GET " + below + "manifests/*", Kind: synctest.Reply, Status: 200, Body: `{"schemaVersion":"2","dataFormat":"parquet","blobCount":0}`}, fails: "version 2"},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, synctest.Options{Estate: synctest.Estate{Partner: us, Billing: synctest.Billing{Blobs: [][]any{{charge("a")}, {charge("b")}}}}})
			s.Script(r.fault)
			var store passes
			var into imported
			var log strings.Builder
			b := newBilling(t, s, &store, &into)
			b.Log, b.MaxFile = zerolog.New(&log), 1<<20
			b.Files.Tries = 1
			summary, err := b.Run(t.Context())
			switch {
			case r.lacks != "":
				if err != nil || !strings.Contains(summary.Pass.Lacks, r.lacks) || summary.Whole() || summary.Pass.State != reconcile.PassPartial {
					t.Errorf("%+v, %v; want that it lacks: %s", summary, err, r.lacks)
				}
			case err == nil || !strings.Contains(err.Error(), r.fails):
				t.Errorf("%v, want %s", err, r.fails)
			}
			if into.lines != nil {
				t.Errorf("imported %q", into.lines)
			}
			if leaks := s.Leaks(); leaks != nil {
				t.Errorf("leaks: %q", leaks)
			}
			told := log.String() + summary.Pass.Lacks
			if err != nil {
				told += err.Error()
			}
			for _, secret := range s.Secrets() {
				if strings.Contains(told, secret) {
					t.Errorf("a secret is told: %s", told)
				}
			}
		})
	}
}

// An export that is never made is waited for so long and no longer.
func TestBillingWaits(t *testing.T) {
	s := serve(t, synctest.Options{Estate: synctest.Estate{Partner: us, Billing: synctest.Billing{Polls: 1 << 30}}})
	var store passes
	b := newBilling(t, s, &store, &imported{})
	b.Wait = 50 * time.Millisecond
	_, err := b.Run(t.Context())
	if err == nil || !strings.Contains(err.Error(), "not made within 50ms") {
		t.Errorf("%v, want that it is not made", err)
	}
}

// The hosts of files are those of Azure's storage, by https and on its port.
func TestBillingAsksOnlyItsHosts(t *testing.T) {
	s := serve(t, synctest.Options{Estate: synctest.Estate{Partner: us}})
	for _, root := range []string{
		"http://a.blob.core.windows.net/x", "https://a.blob.core.windows.net.example/x", "https://blob.core.windows.net/x", "https://a.blob.core.windows.net:8443/x",
		"https://user@a.blob.core.windows.net/x", "https://a.blob.core.windows.net/x/../y", "https://127.0.0.1/x", s.URL(synctest.Astray) + "/x", "", "//x",
	} {
		s.Script(synctest.Fault{Call: "GET /v1.0/reports/partners/billing/operations/*", Kind: synctest.Reply, Status: http.StatusOK, Body: `{"status":"succeeded","resourceLocation":"/v1.0/reports/partners/billing/manifests/1"}`},
			synctest.Fault{Call: "GET /v1.0/reports/partners/billing/manifests/*", Kind: synctest.Reply, Status: http.StatusOK, Body: `{"schemaVersion":"1","dataFormat":"compressedJSON","partnerTenantId":"` + us + `","rootDirectory":"` + root + `","sasToken":"sig=x","blobCount":1,"blobs":[{"name":"a"}]}`})
		var store passes
		_, err := newBilling(t, s, &store, &imported{}).Run(t.Context())
		fault, failed := errors.AsType[*remote.Fault](err)
		if !failed || fault.Kind != remote.Elsewhere {
			t.Errorf("files at %s: %v, want that it is not asked", root, err)
		}
	}
}
