package ingest_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// TestFolder reads the known files of a folder in the order of their kinds.
func TestFolder(t *testing.T) {
	f := newFolder(t, map[string]string{
		"sellers.csv":              "seller_id\nP1\n",
		"catalog.csv":              "offer_id\nO1\n",
		"moves.csv":                "tenant_id,source_subscription_id\nT1,S1\n",
		"Subscriptions-2.CSV":      "subscription_id,tenant_id\nS2,T1\n",
		"subscriptions.csv":        "subscription_id,tenant_id\nS1,T1\n",
		"tenants.csv":              "tenant_id\nT1\n",
		"transfers_2026.csv":       "transfer_id,tenant_id,status\nX1,T1,Pending\n",
		"tenants.csv.rejects.csv":  "not,read\n",
		"notes.txt":                "not read",
		"customers-of-contoso.csv": "not,read\n",
	})
	err := os.Mkdir(f.path("tenants.old.csv"), 0o700)
	if err != nil {
		t.Fatal(err)
	}
	_, summary, err := run(t, ingest.Options{}, string(f))
	if err != nil {
		t.Fatal(err)
	}
	var order []string
	for _, file := range summary.Files {
		order = append(order, file.Name+" "+string(file.Kind))
	}
	want := []string{
		"tenants.csv tenants", "sellers.csv sellers", "catalog.csv catalog", "Subscriptions-2.CSV subscriptions",
		"subscriptions.csv subscriptions", "moves.csv moves", "transfers_2026.csv transfers",
	}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("order differs (-want +got):\n%s", diff)
	}
	warning := []string{f.path("customers-of-contoso.csv") + ` is not read: unknown header "not,read"` + unknownHeader}
	if diff := cmp.Diff(warning, summary.Warnings); diff != "" {
		t.Errorf("warnings differ (-want +got):\n%s", diff)
	}
}

// TestImportRecord checks what the store is told of a file.
func TestImportRecord(t *testing.T) {
	const text = "tenant_id\nT1\n"
	sum := sha256.Sum256([]byte(text))
	tests := map[string]struct {
		opts ingest.Options
		want reconcile.Import
	}{
		"defaults": {
			ingest.Options{},
			reconcile.Import{Source: "csv", ObservedAt: time.Date(2026, 11, 20, 4, 5, 6, 0, time.UTC)},
		},
		"named": {
			ingest.Options{Source: "graph", Complete: true, Kind: "Tenants", ObservedAt: time.Date(2026, 11, 1, 1, 0, 0, 0, time.FixedZone("", 3600))},
			reconcile.Import{Source: "graph", Complete: true, ObservedAt: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{"tenants.csv": text})
			store, _, err := run(t, test.opts, f.path("tenants.csv"))
			if err != nil {
				t.Fatal(err)
			}
			test.want.Kind = reconcile.TenantRows
			test.want.Clock = now().Truncate(time.Second)
			test.want.SHA256 = hex.EncodeToString(sum[:])
			if diff := cmp.Diff([]reconcile.Import{test.want}, store.begun); diff != "" {
				t.Errorf("import differs (-want +got):\n%s", diff)
			}
			if zone := store.begun[0].ObservedAt.Location(); zone != time.UTC {
				t.Errorf("the time is in zone %v, want UTC", zone)
			}
		})
	}
}

func TestKindOfFile(t *testing.T) {
	tests := map[string]struct {
		name, header string
		kind         reconcile.DeliveryKind // as --kind names it
		want         reconcile.DeliveryKind
	}{
		"by name":                             {name: "moves-may.csv", header: "tenant_id,source_subscription_id", want: "moves"},
		"by name without case":                {name: "TENANTS.CSV", header: "tenant_id", want: "tenants"},
		"by header: tenants":                  {name: "a.csv", header: "tenant_id,name,colour", want: "tenants"},
		"by header: sellers":                  {name: "a.csv", header: "seller_id,name,lead_days", want: "sellers"},
		"by header: sold by":                  {name: "a.csv", header: "tenant_id,subscription_id,seller_id", want: "subscriptions"},
		"by header: catalog":                  {name: "a.csv", header: "title,OFFER_ID", want: "catalog"},
		"by header: subscriptions":            {name: "a.csv", header: "tenant_id,subscription_id", want: "subscriptions"},
		"by header: with offer":               {name: "a.csv", header: "tenant_id,subscription_id,offer_id,status", want: "subscriptions"},
		"by header: moves":                    {name: "a.csv", header: "tenant_id,source_subscription_id,status", want: "moves"},
		"by header: transfers":                {name: "a.csv", header: "tenant_id,transfer_id,status,created_at", want: "transfers"},
		"kind beats name":                     {name: "tenants.csv", header: "tenant_id,subscription_id", kind: "subscriptions", want: "subscriptions"},
		"kind settles a header":               {name: "a.csv", header: "tenant_id,offer_id", kind: "catalog", want: "catalog"},
		"name settles a header":               {name: "tenants-of-us.csv", header: "tenant_id,offer_id", want: "tenants"},
		"rejects file by name":                {name: "moves.csv.rejects.csv", header: "tenant_id,source_subscription_id,reject_line,reject_column,reject_reason", want: "moves"},
		"byte order mark and carriage return": {name: "a.csv", header: "\xEF\xBB\xBFtenant_id,name\r", want: "tenants"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{test.name: test.header + "\n"})
			store, _, err := run(t, ingest.Options{Kind: test.kind}, f.path(test.name))
			if err != nil {
				t.Fatal(err)
			}
			if store.begun[0].Kind != test.want {
				t.Errorf("kind is %s, want %s", store.begun[0].Kind, test.want)
			}
		})
	}
}

func TestWarnings(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id,Colour,,\n"})
	_, summary, err := run(t, ingest.Options{}, f.path("tenants.csv"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"unknown columns Colour, column 3 without a name, column 4 without a name not read", "the file holds no rows"}
	if diff := cmp.Diff(want, summary.Files[0].Warnings); diff != "" {
		t.Errorf("warnings differ (-want +got):\n%s", diff)
	}
}

func TestStdin(t *testing.T) {
	out := newFolder(t, nil)
	store := &fakeStore{}
	importer := ingest.Importer{Begin: store.begin, Now: now, Stdin: strings.NewReader("tenant_id,csp_partner\nT1,true\nT2,perhaps\n")}
	t.Setenv("TMPDIR", t.TempDir())
	summary, err := importer.Import(t.Context(), ingest.Options{RejectsDir: string(out)}, []string{"-"})
	if err != nil {
		t.Fatal(err)
	}
	if rows := store.rows(); len(rows) != 1 || rows[0].Tenant.ID != "T1" {
		t.Errorf("stored are %+v", rows)
	}
	if summary.Files[0].Name != "stdin" || summary.Files[0].Rejects != out.path("stdin.rejects.csv") {
		t.Errorf("summary is %+v", summary.Files[0])
	}
	if left := folder(os.TempDir()).names(t); len(left) != 0 {
		t.Errorf("temporary copies are left: %q", left)
	}
}

func TestStdinError(t *testing.T) {
	store := &fakeStore{}
	importer := ingest.Importer{Begin: store.begin, Now: now, Stdin: failingReader{}}
	_, err := importer.Import(t.Context(), ingest.Options{}, []string{"-"})
	if !errors.Is(err, errDisk) || len(store.begun) != 0 {
		t.Errorf("got %v after %d transactions", err, len(store.begun))
	}
}

// TestSamePathTwice reads a file once.
func TestSamePathTwice(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id\nT1\n"})
	store, _, err := run(t, ingest.Options{}, string(f), f.path("tenants.csv"), string(f)+"/./tenants.csv")
	if err != nil || len(store.committed) != 1 {
		t.Errorf("%d files are stored, error %v", len(store.committed), err)
	}
}

// TestLaterFileRefused keeps what was stored before it.
func TestLaterFileRefused(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id\nT1\n", "moves.csv": "tenant_id,source_subscription_id\nT1,\"S1\n"})
	store, summary, err := run(t, ingest.Options{}, string(f))
	var refused *ingest.RefusedError
	if !errors.As(err, &refused) || refused.Path != f.path("moves.csv") || refused.Line != 2 {
		t.Errorf("got %v, want moves.csv refused at line 2", err)
	}
	if len(store.committed) != 1 || len(summary.Files) != 1 || summary.Files[0].Name != "tenants.csv" {
		t.Errorf("stored are %d files, summary %+v", len(store.committed), summary)
	}
}

func TestStoreFails(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id\nT1\n"})
	store := &fakeStore{failAdd: errDisk}
	importer := ingest.Importer{Begin: store.begin, Now: now}
	_, err := importer.Import(t.Context(), ingest.Options{}, []string{f.path("tenants.csv")})
	if !errors.Is(err, errDisk) || store.open != 0 || len(store.committed) != 0 {
		t.Errorf("got %v, %d open, %d committed", err, store.open, len(store.committed))
	}
}

// TestCancelled stops between rows and stores nothing.
func TestCancelled(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id\n" + strings.Repeat("T1\n", 100_000)})
	ctx, cancel := context.WithCancel(t.Context())
	store := &fakeStore{}
	begin := func(ctx context.Context) (ingest.Transaction, error) {
		cancel()
		return store.begin(ctx)
	}
	importer := ingest.Importer{Begin: begin, Now: now}
	_, err := importer.Import(ctx, ingest.Options{}, []string{f.path("tenants.csv")})
	if !errors.Is(err, context.Canceled) || store.open != 0 || len(store.committed) != 0 {
		t.Errorf("got %v, %d open, %d committed", err, store.open, len(store.committed))
	}
}

// TestFileChangesWhileRead refuses what is still being written.
func TestFileChangesWhileRead(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id\nT1\n"})
	store := &fakeStore{}
	begin := func(ctx context.Context) (ingest.Transaction, error) {
		f.write(t, "tenants.csv", "tenant_id\nT1\nT2\n")
		return store.begin(ctx)
	}
	importer := ingest.Importer{Begin: begin, Now: now}
	_, err := importer.Import(t.Context(), ingest.Options{}, []string{f.path("tenants.csv")})
	var refused *ingest.RefusedError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "changed while it was read") || len(store.committed) != 0 {
		t.Errorf("got %v, %d committed", err, len(store.committed))
	}
}

// TestHugeLine skips a line of 200 MB without keeping it: what is allocated
// altogether stays far below its size.
func TestHugeLine(t *testing.T) {
	line := io.LimitReader(repeating('x'), 200<<20)
	stream := io.MultiReader(strings.NewReader("tenant_id,name\nT1,Contoso\nT2,"), line, strings.NewReader("\nT3,Northwind\n"))
	store := &fakeStore{}
	importer := ingest.Importer{Begin: store.begin, Now: now, Stdin: stream}
	out := newFolder(t, nil)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	summary, err := importer.Import(t.Context(), ingest.Options{RejectsDir: string(out)}, []string{"-"})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	if len(store.rows()) != 2 || summary.Rejected() != 1 {
		t.Errorf("%d rows stored, %d rejected; want 2 and 1", len(store.rows()), summary.Rejected())
	}
	if diff := cmp.Diff([]string{"T2?"}, store.committed[0].rejected()); diff != "" {
		t.Errorf("marked tenants differ (-want +got):\n%s", diff)
	}
	if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 32 {
		t.Errorf("%d MiB were allocated, want at most 32", allocated)
	}
}

// repeating is an endless stream of one byte.
type repeating byte

func (r repeating) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}
