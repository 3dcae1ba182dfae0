package formats_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/formats"
)

// mustBe checks that a sample is recognised as one format and no other.
func mustBe(t *testing.T, sample *formats.Sample, want ...string) {
	t.Helper()
	var got []string
	for _, f := range formats.Recognised(formats.All(), sample) {
		got = append(got, f.Name)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s is recognised (-want +got):\n%s", sample.Name, diff)
	}
}

// sheetFiles are whole files with the columns that Microsoft publishes, and what they are.
func sheetFiles() map[string]string {
	return map[string]string{
		"reconciliation.csv":                "reconciliation",
		"reconciliation-v2.jsonl":           "reconciliation",
		"reconciliation-legacy.csv":         "reconciliation-legacy",
		"updatedlicensebased.csv":           "price-sheet",
		"licensebasedest.csv":               "price-sheet-est",
		"licensebasedeos.csv":               "price-sheet-end-of-sale",
		"offermatrix.csv":                   "offer-matrix",
		"Customers.csv":                     "partner-center-customers-csv",
		"subscriptions-" + contoso + ".csv": "partner-center-customer-subscriptions-csv",
		"ncesubscriptions.csv":              "partner-center-bulk-migration",
	}
}

// TestSheetFiles reads whole files, and has nothing left that is neither a row nor said.
func TestSheetFiles(t *testing.T) {
	for name, want := range sheetFiles() {
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join("testdata", name))
			if err != nil {
				t.Fatal(err)
			}
			file := sheetFile()
			file.Tenant = contoso
			sample, records := recordsIn(t, file, name, string(text))
			mustBe(t, sample, want)
			format, _ := formats.Named(formats.All(), want)
			rows := 0
			for i := range format.Parts {
				got := takeRecords(t, &format.Parts[i], file, records)
				if len(got.problems) > 0 {
					t.Errorf("problems: %s", strings.Join(got.problems, "\n"))
				}
				rows += len(got.rows)
			}
			if rows == 0 {
				t.Error("the file gives no rows")
			}
		})
	}
}

// recordsIn cuts a CSV file or JSON lines.
func recordsIn(t *testing.T, file *formats.File, name, text string) (*formats.Sample, []*formats.Record) {
	t.Helper()
	var records []*formats.Record
	if strings.HasPrefix(text, "{") {
		var first []byte
		decoder := json.NewDecoder(strings.NewReader(text))
		for decoder.More() {
			var object json.RawMessage
			if err := decoder.Decode(&object); err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = object
			}
			records = append(records, formats.NewObject(file, int64(len(records))+1, object))
		}
		return formats.NewObjectSample(name, first), records
	}
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	header := formats.NewHeader(lines[0])
	for i, cells := range lines[1:] {
		records = append(records, formats.NewRecord(file, int64(i)+2, header, cells))
	}
	return formats.NewSample(name, lines[0]), records
}

// TestOtherFilesAreNone leaves alone what only looks like these files.
func TestOtherFilesAreNone(t *testing.T) {
	for name, header := range map[string]string{
		"subscriptions.csv": "subscription_id,tenant_id,offer_id,quantity,status,commitment_end",
		"catalog.csv":       "offer_id,title,monthly_price",
		"usage.csv":         "PartnerId,CustomerId,SubscriptionId,ProductId,SkuId,ChargeType,ChargeStartDate,UsageDate,MeterId,ResourceURI",
		"azure.csv":         "ProductTitle,ProductId,SkuId,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate,MeterIds",
		"giacom.csv":        "Subscription ID,Tenant ID,Licences,Status,Renewal Date",
	} {
		mustBe(t, formats.NewSample(name, strings.Split(header, ",")))
	}
}

// fuzzSheet feeds any CSV text to the parts of a format: each line gives rows that fit, or
// says why not, and rows of one key combine.
func fuzzSheet(f *testing.F, name string, seeds ...string) {
	for _, seed := range seeds {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		reader := csv.NewReader(strings.NewReader(text))
		reader.LazyQuotes = true
		lines, err := reader.ReadAll()
		if err != nil || len(lines) < 2 {
			return
		}
		file := sheetFile()
		file.Tenant = contoso
		header := formats.NewHeader(lines[0])
		var records []*formats.Record
		for i, cells := range lines[1:] {
			records = append(records, formats.NewRecord(file, int64(i)+2, header, cells))
		}
		format, ok := formats.Named(formats.All(), name)
		if !ok {
			t.Fatalf("there is no format %s", name)
		}
		for i := range format.Parts {
			part := &format.Parts[i]
			got := takeRecords(t, part, file, records)
			for r := range got.rows {
				mustFit(t, part, &got.rows[r])
			}
		}
	})
}

func FuzzReconciliation(f *testing.F) {
	fuzzSheet(f, "reconciliation", sheetOf(seats, "Quantity=1E-3", "ChargeType=renew|EffectiveUnitPrice=-1.5E+2|SubscriptionEndDate=9999-12-31T00:00:00Z"))
}

func FuzzReconciliationLegacy(f *testing.F) {
	fuzzSheet(f, "reconciliation-legacy", sheetOf(seats, "DurableOfferId=B|UnitPrice=1|SubscriptionEndDate=2/1/2019 23:59"))
}

func FuzzPriceSheet(f *testing.F) {
	fuzzSheet(f, "price-sheet", sheetOf(listed, "TermDuration=P1Y|UnitPrice=7", "TermDuration=P1Y|UnitPrice=1e9|Market=FR"))
}

func FuzzPriceSheetExtended(f *testing.F) {
	fuzzSheet(f, "price-sheet-est", sheetOf(listed, "UnitPrice=1"))
}

func FuzzPriceSheetEndOfSale(f *testing.F) {
	fuzzSheet(f, "price-sheet-end-of-sale", sheetOf(listed, "EndofSaleDate=1/1/2027", "EffectiveEndDate=1/1/2027"))
}

func FuzzOfferMatrix(f *testing.F) {
	fuzzSheet(f, "offer-matrix", sheetOf(listed, "MaxLicenses=3E2|ProvisioningId=a;b", "MaxLicenses=-1"))
}

func FuzzCustomersExport(f *testing.F) {
	fuzzSheet(f, "partner-center-customers-csv", "Microsoft ID,Company name,Primary domain name,Relationship\nT,'=1,x,None\nT,a,,\n")
}

func FuzzSubscriptionsExport(f *testing.F) {
	fuzzSheet(f, "partner-center-customer-subscriptions-csv", "Subscription ID,Subscription,Quantity,Status,Reseller\nS,Azure plan,',Active,\n")
}

func FuzzBulkMigration(f *testing.F) {
	fuzzSheet(f, "partner-center-bulk-migration", "CustomerTenantId,SubscriptionId,ExpirationDate,Term,SeatCount\nT,S,01/02/2027 00:00:00,P1Y,'1\n")
}
