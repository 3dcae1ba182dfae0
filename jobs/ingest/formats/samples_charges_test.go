package formats_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/formats"
)

// TestPublishedSheets reads what Microsoft has published of these files, where
// HANDOVER_SAMPLES names the folder that has it: headers alone, and lines of examples.
func TestPublishedSheets(t *testing.T) {
	folder := os.Getenv("HANDOVER_SAMPLES")
	if folder == "" {
		return // the files are not part of this project
	}
	for name, c := range map[string]struct {
		format   string
		rows     []string // what each part gives of its first row, where there are lines
		skipped  map[string]int
		problems []string
	}{
		"customers-export.header.csv":               {format: "partner-center-customers-csv", rows: []string{""}},
		"customer-subscriptions-export.header.csv":  {format: "partner-center-customer-subscriptions-csv", rows: []string{""}},
		"nce-bulk-tool.ncesubscriptions.header.csv": {format: "partner-center-bulk-migration", rows: []string{"", ""}},
		"license-based-recon.legacy.csv": {format: "reconciliation-legacy", rows: []string{
			"tenant_id=12ABCD34-001A-BCD2-987C-3210ABCD5678|domain=example.onmicrosoft.com",
			"subscription_id=fb977ab5-test-test-test-24c8d9591708|offer_id=1017D7F3-6D7F-4BFA-BDD8-79BC8F104E0C|commerce=legacy|quantity=2|unit_price=-|commitment_end=2019-02-01",
		}},
		"nce-daily-or-recurring-recon.csv": {format: "reconciliation", rows: []string{
			"tenant_id=196e2273-9651-43a3-ba7e-7cbcd918fc40|country=DE",
			"subscription_id=307628f1-d9d2-f09c-ea1f-4183f0cae308|product_type=usage|term_start=2021-05-01|commitment_end=2022-04-30|quantity=-",
		}},
		"pricesheet.updatedlicensebased.sample.csv": {
			format: "price-sheet", rows: []string{""}, skipped: map[string]int{"prices that are no longer paid": 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(folder, "csv", name))
			if err != nil {
				t.Fatal(err)
			}
			file := sheetFile()
			file.Partner, file.Tenant = "", contoso
			sample, records := recordsIn(t, file, name, string(text))
			mustBe(t, sample, c.format)
			format, _ := formats.Named(formats.All(), c.format)
			for i, want := range c.rows {
				got := takeRecords(t, &format.Parts[i], file, records)
				if c.skipped == nil {
					c.skipped = map[string]int{}
				}
				if diff := cmp.Diff(c.skipped, got.skipped); diff != "" || len(got.problems) > 0 {
					t.Errorf("problems %s, skipped (-want +got):\n%s", strings.Join(got.problems, "\n"), diff)
				}
				if want != "" {
					mustSay(t, got, want)
				} else if len(got.rows) > 0 {
					t.Errorf("rows: %v", got.rows)
				}
			}
		})
	}
}
