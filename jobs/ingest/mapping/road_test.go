package mapping_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest"
	"handover/jobs/ingest/mapping"
)

// told is what an import would read of a file, in short: id, last day.
type told struct {
	Format, Source string
	Rows           []string
	Skipped        map[string]int64
	Problems       int
	Unmapped       string
}

// explained asks an import for what it would read of a file of a text.
func explained(t *testing.T, configured map[string]mapping.Document, name, text string, beside map[string]string) told {
	t.Helper()
	configuration := file(t, "", beside)
	list, err := mapping.Load(configured, configuration)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(filepath.Dir(configuration), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	importer := ingest.Importer{Now: func() time.Time { return time.Date(2026, time.November, 30, 5, 0, 0, 0, time.UTC) }, Workers: 2}
	files, warnings, err := importer.Explain(t.Context(), ingest.Options{Formats: list}, []string{path})
	if err != nil || len(files) != 1 {
		t.Fatalf("%v, %v, %v", files, warnings, err)
	}
	got := told{Format: files[0].Format, Source: files[0].Source, Skipped: files[0].Skipped, Problems: files[0].Problems, Unmapped: strings.Join(files[0].Unmapped, " ")}
	for _, row := range files[0].Rows {
		got.Rows = append(got.Rows, row.Key+" "+row.Last.String())
	}
	return got
}

// joined is a mapping that finds the tenants in a file.
func joined(name string) map[string]mapping.Document {
	return map[string]mapping.Document{name: {Join: map[string]mapping.Join{"tenant_id": {File: "tenants.csv"}}}}
}

// Files of distributors go the way of all others, known by their columns and members.
func TestFilesOfDistributorsGoTheWayOfAllOthers(t *testing.T) {
	for _, c := range []struct {
		name, file, tenants string
		want                told
	}{
		{"arrowsphere", "arrowsphere.json", "customer_ref,tenant_id\nXSP1111,T1\n", told{
			Format: "arrowsphere", Source: "arrowsphere", Rows: []string{"a1b2c3d4-0000-4000-8000-000000000001 2026-12-17"}, Unmapped: "status",
		}},
		{"arrowsphere-find", "arrowsphere-find.json", "customer_ref,tenant_id\nXSP2222,T2\n", told{
			Format: "arrowsphere-find", Source: "arrowsphere",
			Rows:    []string{"a1b2c3d4-0000-4000-8000-000000000002 2026-12-17", "arrowsphere:XSP7654323 2027-02-28"},
			Skipped: map[string]int64{`vendor_code is "Adobe"`: 1}, Unmapped: "offer",
		}},
		{"giacom", "giacom.csv", "Mex ID,tenant_id\nMEX003,T3\n", told{
			Format: "giacom", Source: "giacom",
			Rows:     []string{"b1b2c3d4-0000-4000-8000-000000000001 2027-02-28", "b1b2c3d4-0000-4000-8000-000000000003 2026-12-19"},
			Skipped:  map[string]int64{`no tenant_id for "Fabrikam, Inc." ("MEX002"): add it to tenants.csv`: 2},
			Problems: 2, Unmapped: "Service ERP",
		}},
		{"pax8", "pax8.json", "companyId,tenant_id\nd0000000-0000-4000-8000-000000000001,T1\n", told{
			Format: "pax8", Source: "pax8",
			Rows:     []string{"c1b2c3d4-0000-4000-8000-000000000001 2027-01-09", "pax8:c0000000-0000-4000-8000-000000000002 "},
			Skipped:  map[string]int64{`no tenant_id for "d0000000-0000-4000-8000-000000000007": add it to tenants.csv`: 1},
			Unmapped: "billingStart endDate price productId startDate",
		}},
		{"streamone", "streamone.json", "customerName,tenant_id\nContoso Ltd,T1\nWide World Importers,T2\n", told{
			Format: "streamone", Source: "streamone", Rows: []string{"streamone:88001 2027-01-31", "streamone:88002 "}, Unmapped: "margin price",
		}},
		{"streamone-csv", "streamone.csv", "Customer,tenant_id\nContoso Ltd,T1\n", told{
			Format: "streamone-csv", Source: "streamone",
			Rows: []string{"streamone:Contoso Ltd/Microsoft 365 E5 2027-01-31", "streamone:Contoso Ltd/Visio Plan 2 "}, Unmapped: "Price Margin",
		}},
		{"crayon", "crayon.json", "CustomerTenant.Id,tenant_id\n", told{
			Format: "crayon", Source: "crayon",
			Rows: []string{"d1b2c3d4-0000-4000-8000-000000000001 2027-05-31", "d1b2c3d4-0000-4000-8000-000000000002 "}, Unmapped: "Id",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			configured := joined(c.name)
			if c.name == "crayon" {
				configured = nil
			}
			got := explained(t, configured, c.file, read(t, c.file), map[string]string{"tenants.csv": c.tenants})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// A file in another encoding, and objects a line, are read as their mapping says.
func TestOwnFormats(t *testing.T) {
	document := mapping.Document{
		Encoding: "windows-1252", End: "renewal-day", Dates: mapping.Choices{"DD.MM.YYYY"},
		Columns: map[string]mapping.Choices{"subscription_id": {"Abo"}, "tenant_id": {"Mandant"}, "commitment_end": {"Verlängerung"}, "status": {"Status"}},
		Values:  map[string]map[string]mapping.Text{"status": {"läuft": "active"}},
	}
	got := explained(t, map[string]mapping.Document{"tailspin": document}, "export.csv",
		"Abo;Mandant;Verl\xe4ngerung;Status\nS1;T1;01.03.2027;L\xe4uft\n", nil)
	want := told{Format: "tailspin", Source: "tailspin", Rows: []string{"S1 2027-02-28"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("in windows-1252 (-want +got)\n%s", diff)
	}

	document.Encoding, document.Format = "", "ndjson"
	got = explained(t, map[string]mapping.Document{"tailspin": document}, "export.ndjson",
		"{\"abo\": \"S1\", \"mandant\": \"T1\", \"verlängerung\": \"01.03.2027\", \"status\": \"läuft\"}\n"+
			"{\"abo\": \"S2\", \"mandant\": \"T1\", \"verlängerung\": null, \"status\": \"läuft\"}\n", nil)
	want.Rows = append(want.Rows, "S2 ")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("an object a line (-want +got)\n%s", diff)
	}
}
