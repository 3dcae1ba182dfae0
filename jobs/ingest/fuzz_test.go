package ingest_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handover/jobs/ingest"
	"handover/jobs/ingest/formats"
	"handover/jobs/ingest/records"
	"handover/reconcile"
)

// FuzzImport feeds any text to every kind: nothing panics, and every row that
// the reader sees is either stored or rejected.
func FuzzImport(f *testing.F) {
	f.Add("tenants", "tenant_id,name,csp_partner\nT1,'=x,true\nT2,\"a\nb\",no\n")
	f.Add("catalog", "offer_id,monthly_price,on_sale_until\nO1,1.50,2026-01-01\n")
	f.Add("subscriptions", "subscription_id,tenant_id,commitment_end,cancellable_until,quantity\nS1,T1,2026-01-01T00:00:00Z,,-1\nS1,T1,x\n")
	f.Add("moves", "tenant_id,source_subscription_id,target_subscription_id\nT1,S1,a;b\n")
	f.Add("transfers", "transfer_id,tenant_id,status,expires_at\nX,T1,Pending,2026-01-01 10:00:00\n")
	f.Add("tenants", "sep=;\n#TYPE x\nTenant_ID;a,b,c,d,e,f\n{T1};x\xff\n;;\n1.5E+15;=1\n")
	f.Add("moves", "\xFF\xFEt\x00e\x00")
	f.Add("tenants", "tenant_id,name\rT1,\"a\nb\"\r,\rT2\r")
	f.Fuzz(func(t *testing.T, kind, text string) {
		out := t.TempDir()
		store := &fakeStore{}
		importer := ingest.Importer{Begin: store.begin, Now: now, Stdin: strings.NewReader(text)}
		summary, err := importer.Import(t.Context(), ingest.Options{Kind: reconcile.DeliveryKind(kind), RejectsDir: out}, []string{"-"})
		if err != nil {
			var refused *ingest.RefusedError
			var usage *ingest.UsageError
			if !errors.As(err, &refused) && !errors.As(err, &usage) || len(store.committed) != 0 {
				t.Fatalf("%d files are stored, error %v", len(store.committed), err)
			}
			return
		}
		want := countRows(t, text)
		if got := summary.Rows() + summary.Rejected(); got != want {
			t.Errorf("%d rows are accounted for, the file has %d", got, want)
		}
		if got := rejectsIn(t, folder(out)); got != summary.Rejected() {
			t.Errorf("the rejects file holds %d rows, want %d", got, summary.Rejected())
		}
	})
}

// countRows counts the records of a text behind its header, without those of empty
// cells.
func countRows(t *testing.T, text string) int64 {
	t.Helper()
	reader := records.NewReader(records.Plain(strings.NewReader(text)), records.MaxBytes, 0)
	for n := int64(-1); ; {
		record, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return n
		}
		if err != nil {
			t.Fatal(err)
		}
		if record.Problem != nil || strings.TrimSpace(strings.Join(record.Fields, "")) != "" {
			n++
		}
	}
}

func rejectsIn(t *testing.T, f folder) int64 {
	t.Helper()
	if len(f.names(t)) == 0 {
		return 0
	}
	return countRows(t, f.read(t, "stdin.rejects.csv"))
}

// nullWriter takes rows and forgets them; it is its own transaction.
type nullWriter struct{ fakeWriter }

func (nullWriter) Add(context.Context, reconcile.FactRow) error { return nil }

func (nullWriter) Merge(context.Context) (reconcile.ImportCounts, error) {
	return reconcile.ImportCounts{}, nil
}

func (w nullWriter) Import(context.Context, reconcile.Import) (ingest.Writer, error) { return &w, nil }

func (nullWriter) Commit(context.Context) error { return nil }

func (nullWriter) Rollback() error { return nil }

// fullRows is a file of full subscription rows.
func fullRows(rows int) string {
	return "subscription_id,tenant_id,channel,seller_id,seller_name,commerce,product_type,offer_id,offer_name,friendly_name,quantity,assigned," +
		"status,status_since,auto_renew,end_of_term,term,term_start,created,commitment_end,commitment_end_at,cancellable_until," +
		"billing_cycle,trial,est,unit_price,currency,parent_id,transferred_on,observed_at\n" +
		strings.Repeat("5f7c1a2e-0000-4000-8000-000000000001,7a7c1a2e-0000-4000-8000-000000000001,csp,11111111-1111-1111-1111-111111111111,Contoso Partner,"+
			"nce,license,CFQ7TTC0LH18:0001,Microsoft 365 Business Basic,,25,20,active,,true,,P1Y,2026-01-01,2025-01-01,2026-12-31,"+
			"2026-12-31T23:59:59Z,2026-01-08T10:00:00Z,annual,false,false,72.00,EUR,,,\n", rows)
}

// BenchmarkImport reads a file of full subscription rows.
func BenchmarkImport(b *testing.B) {
	const rows = 10_000
	text := fullRows(rows)
	path := filepath.Join(b.TempDir(), "subscriptions.csv")
	err := os.WriteFile(path, []byte(text), 0o600)
	if err != nil {
		b.Fatal(err)
	}
	begin := func(context.Context) (ingest.Transaction, error) { return &nullWriter{}, nil }
	importer := ingest.Importer{Begin: begin, Now: now}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		_, err := importer.Import(b.Context(), ingest.Options{}, []string{path})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
}

// FuzzForeign feeds any bytes as a file whose name says nothing: nothing panics, and what
// is refused is refused in words for a person, with nothing stored of it.
func FuzzForeign(f *testing.F) {
	f.Add([]byte(collection))
	f.Add([]byte("Licence,Seats,Customer\nL1,5,T1\n"))
	f.Add([]byte("{\"licence\":\"L1\",\"seats\":1}\n{\"licence\":\"L1\"}\n"))
	f.Add([]byte("\x1F\x8B\x08\x00"))
	f.Add([]byte("PK\x03\x04xl/workbook.xml"))
	f.Fuzz(func(t *testing.T, text []byte) {
		path := filepath.Join(t.TempDir(), "export.json")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			t.Fatal(err)
		}
		store := &fakeStore{}
		importer := ingest.Importer{Begin: store.begin, Now: now, Workers: 2}
		options := ingest.Options{Formats: append(licences(), formats.All()...)}
		_, err := importer.Import(t.Context(), options, []string{path})
		var refused *ingest.RefusedError
		var usage *ingest.UsageError
		if err != nil && !errors.As(err, &refused) && !errors.As(err, &usage) {
			t.Fatal(err)
		}
		for _, row := range store.rows() {
			if s := row.Subscription; s != nil && (s.ID == "" || s.TenantID == "") {
				t.Errorf("a row without its ids is stored: %+v", s)
			}
		}
		if _, _, err := importer.Explain(t.Context(), options, []string{path}); err != nil && !errors.As(err, &refused) && !errors.As(err, &usage) {
			t.Fatal(err)
		}
	})
}
