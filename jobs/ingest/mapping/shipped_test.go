package mapping_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/mapping"
)

// The mappings of the program against the documented fields of each distributor, in bodies
// and files of our own.
func TestArrowSphereLicense(t *testing.T) {
	format := shipped(t, "arrowsphere",
		mapping.Document{Join: map[string]mapping.Join{"tenant_id": {File: "customers.csv"}}},
		map[string]string{"customers.csv": "customer_ref,tenant_id\nxsp1111,aaaaaaaa-1111-4000-8000-000000000001\n"})
	want := []map[string]string{{
		"subscription_id":   "a1b2c3d4-0000-4000-8000-000000000001",
		"tenant_id":         "aaaaaaaa-1111-4000-8000-000000000001",
		"channel":           "csp",
		"offer_id":          "CFQ7TTC0LH16:0001",
		"offer_name":        "Microsoft 365 E3",
		"friendly_name":     "Head office",
		"quantity":          "25",
		"assigned":          "20",
		"status":            "active",
		"auto_renew":        "false",
		"end_of_term":       "est",
		"term":              "P1Y",
		"billing_cycle":     "monthly",
		"commitment_end":    "2026-12-17T23:59:59Z",
		"cancellable_until": "2025-12-25T17:48:43Z",
		"trial":             "false",
		"unit_price":        "28.40",
		"currency":          "EUR",
	}}
	if diff := cmp.Diff(want, rows(t, format, objects(t, read(t, "arrowsphere.json"), ""))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestArrowSphereSearch(t *testing.T) {
	format := shipped(t, "arrowsphere-find", mapping.Document{}, nil)
	want := []map[string]string{
		{
			"subscription_id": "A1B2C3D4-0000-4000-8000-000000000002",
			"tenant_id":       "AAAAAAAA-1111-4000-8000-000000000001",
			"channel":         "csp",
			"offer_id":        "CFQ7TTC0LCHC:0002",
			"offer_name":      "Microsoft 365 Business Premium",
			"quantity":        "10",
			"assigned":        "9",
			"status":          "active",
			"auto_renew":      "true",
			"end_of_term":     "renew",
			"term":            "P1Y",
			"billing_cycle":   "annual",
			"commitment_end":  "2026-12-17T23:59:59Z",
			"trial":           "false",
			"unit_price":      "10.4",
			"currency":        "EUR",
		},
		{"unplaced": `no tenant_id for "Fabrikam, Inc." ("XSP2222"): name a file that has it, as file of [mapping.arrowsphere-find.join.tenant_id]`},
		{"skip": `vendor_code is "Adobe"`},
	}
	records := objects(t, read(t, "arrowsphere-find.json"), "licenses")
	if diff := cmp.Diff(want, rows(t, format, records)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}

	joined := shipped(t, "arrowsphere-find", mapping.Document{Join: map[string]mapping.Join{"tenant_id": {File: "customers.csv"}}},
		map[string]string{"customers.csv": "customer_ref;tenant_id\nXSP2222;T2\n"})
	want[1] = map[string]string{
		"subscription_id": "arrowsphere:XSP7654323",
		"tenant_id":       "T2",
		"channel":         "csp",
		"offer_id":        "MS-POWERBI",
		"offer_name":      "Power BI Pro",
		"friendly_name":   "",
		"quantity":        "3",
		"status":          "provisioning", // kept, and reported
		"auto_renew":      "false",
		"end_of_term":     "pause", // kept, and reported
		"term":            "",      // a quarter is none
		"billing_cycle":   "",
		"commitment_end":  "2027-02-28T23:59:59Z",
		"trial":           "true",
		"unit_price":      "8",
		"currency":        "EUR",
	}
	if diff := cmp.Diff(want[1], rows(t, joined, records)[1]); diff != "" {
		t.Errorf("with a file of tenants (-want +got)\n%s", diff)
	}
}

func TestGiacom(t *testing.T) {
	format := shipped(t, "giacom", mapping.Document{Join: map[string]mapping.Join{"tenant_id": {File: "customers.csv"}}},
		map[string]string{"customers.csv": "Mex ID,tenant_id\nmex003,aaaaaaaa-1111-4000-8000-000000000003\n"})
	unplaced := `no tenant_id for "Fabrikam, Inc." ("MEX002"): add it to customers.csv`
	want := []map[string]string{
		{
			"subscription_id":   "b1b2c3d4-0000-4000-8000-000000000001",
			"tenant_id":         "aaaaaaaa-1111-4000-8000-000000000001",
			"channel":           "csp",
			"commerce":          "nce",
			"offer_id":          "CFQ7TTC0LDPB:0001",
			"offer_name":        "Microsoft 365 Business Standard",
			"quantity":          "25",
			"assigned":          "20",
			"status":            "Active",
			"auto_renew":        "true",
			"end_of_term":       "renew",
			"term":              "P1Y",
			"billing_cycle":     "Monthly",
			"commitment_end":    "2027-02-28T23:59:59Z", // the renewal is on 1 March
			"cancellable_until": "2026-03-08",
			"trial":             "false",
			"unit_price":        "8.50",
		},
		{"unplaced": unplaced},
		{
			"subscription_id":   "b1b2c3d4-0000-4000-8000-000000000003",
			"tenant_id":         "aaaaaaaa-1111-4000-8000-000000000003",
			"channel":           "csp",
			"commerce":          "legacy",
			"offer_id":          "OFFER-003",
			"offer_name":        "Exchange Online",
			"quantity":          "5",
			"assigned":          "5",
			"status":            "Suspended",
			"auto_renew":        "", // of an empty action nothing is known
			"term":              "P1M",
			"billing_cycle":     "Monthly",
			"commitment_end":    "2026-12-19T23:59:59Z",
			"cancellable_until": "",
			"trial":             "",
			"unit_price":        "3.20",
		},
		{"unplaced": unplaced}, // the same for every row of the customer
		{"problem": `Licences: "x" is no number with decimal "."; mend decimal and thousands of the mapping, or the file`},
		{"problem": `Renewal Date: "03/13/2027" is no date like 2026-11-30 nor as dates says (DD/MM/YYYY, DD/MM/YYYY HH:mm, DD/MM/YYYY HH:mm:ss)`},
	}
	if diff := cmp.Diff(want, rows(t, format, lines(t, read(t, "giacom.csv")))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What Pax8 does not tell is unknown, and never that a subscription renews.
func TestPax8(t *testing.T) {
	format := shipped(t, "pax8", mapping.Document{Join: map[string]mapping.Join{
		"tenant_id": {File: "companies.csv"},
		"offer_id":  {File: "products.csv", To: "offer"},
	}}, map[string]string{
		"companies.csv": "companyId,tenant_id\nD0000000-0000-4000-8000-000000000001,aaaaaaaa-1111-4000-8000-000000000001\n",
		"products.csv":  "productId,offer\ne0000000-0000-4000-8000-000000000001,CFQ7TTC0LH16:0001\n",
	})
	want := []map[string]string{
		{
			"subscription_id": "c1b2c3d4-0000-4000-8000-000000000001",
			"tenant_id":       "aaaaaaaa-1111-4000-8000-000000000001",
			"channel":         "csp",
			"offer_id":        "CFQ7TTC0LH16:0001",
			"quantity":        "12",
			"status":          "Active",
			"term":            "P1Y",
			"created":         "2025-01-10",
			"commitment_end":  "2027-01-09T23:59:59Z",
			"billing_cycle":   "Monthly",
			"unit_price":      "12.25",
			"currency":        "USD",
		},
		{
			"subscription_id": "pax8:c0000000-0000-4000-8000-000000000002",
			"tenant_id":       "aaaaaaaa-1111-4000-8000-000000000001",
			"channel":         "csp",
			"quantity":        "3",
			"status":          "active",
			"trial":           "true",
			"created":         "2026-11-01",
		},
		{"unplaced": `no tenant_id for "d0000000-0000-4000-8000-000000000007": add it to companies.csv`},
	}
	if diff := cmp.Diff(want, rows(t, format, objects(t, read(t, "pax8.json"), "content"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, column := range []string{"auto_renew", "end_of_term", "cancellable_until"} {
		if slices.Contains(format.Parts[0].Columns, column) || !strings.Contains(format.Lacks, column) {
			t.Errorf("it says something of %s, which Pax8 does not tell; it lacks %s", column, format.Lacks)
		}
	}
}

func TestStreamOne(t *testing.T) {
	join := mapping.Document{Join: map[string]mapping.Join{"tenant_id": {File: "customers.csv", From: "name"}}}
	beside := map[string]string{"customers.csv": "name,tenant_id\nContoso Ltd,T1\n"}
	want := []map[string]string{
		{
			"subscription_id": "streamone:88001",
			"tenant_id":       "T1",
			"channel":         "csp",
			"offer_name":      "Microsoft 365 E5",
			"quantity":        "40",
			"status":          "active",
			"term":            "P1Y",
			"commitment_end":  "2027-01-31T23:59:59Z",
			"unit_price":      "48.10",
			"currency":        "EUR",
		},
		{"unplaced": `no tenant_id for "Wide World Importers": add it to customers.csv`},
	}
	if diff := cmp.Diff(want, rows(t, shipped(t, "streamone", join, beside), objects(t, read(t, "streamone.json"), "items"))); diff != "" {
		t.Errorf("the API (-want +got)\n%s", diff)
	}
	want = []map[string]string{
		{
			"subscription_id": "streamone:Contoso Ltd/Microsoft 365 E5",
			"tenant_id":       "T1",
			"channel":         "csp",
			"offer_name":      "Microsoft 365 E5",
			"quantity":        "40",
			"status":          "active",
			"commitment_end":  "2027-01-31T23:59:59Z",
			"unit_price":      "48.10",
			"currency":        "EUR",
		},
		{
			"subscription_id": "streamone:Contoso Ltd/Visio Plan 2",
			"tenant_id":       "T1",
			"channel":         "csp",
			"offer_name":      "Visio Plan 2",
			"status":          "active",
			"unit_price":      "13",
		},
	}
	if diff := cmp.Diff(want, rows(t, shipped(t, "streamone-csv", join, beside), lines(t, read(t, "streamone.csv")))); diff != "" {
		t.Errorf("the CSV (-want +got)\n%s", diff)
	}
}

func TestCrayon(t *testing.T) {
	want := []map[string]string{
		{
			"subscription_id":   "d1b2c3d4-0000-4000-8000-000000000001",
			"tenant_id":         "aaaaaaaa-1111-4000-8000-000000000001",
			"channel":           "csp",
			"offer_id":          "CFQ7TTC0LF8Q:0002",
			"offer_name":        "Office 365 E1",
			"friendly_name":     "Office 365 E1",
			"quantity":          "60",
			"status":            "active",
			"auto_renew":        "true",
			"term":              "P1Y",
			"created":           "2024-06-01",
			"commitment_end":    "2027-05-31T23:59:59Z", // as Microsoft has it: the last day
			"cancellable_until": "2026-06-08T08:00:00Z",
			"billing_cycle":     "annual",
			"trial":             "false",
			"unit_price":        "96.00",
		},
		{
			"subscription_id": "d1b2c3d4-0000-4000-8000-000000000002",
			"tenant_id":       "aaaaaaaa-1111-4000-8000-000000000001",
			"channel":         "csp",
			"offer_id":        "031c9e47-4802-4248-838e-778fb1d2cc05",
			"offer_name":      "Office 365 Business",
			"quantity":        "1",
			"status":          "5", // two flags: kept, and reported
			"commitment_end":  "",  // the year 1 stands for none
			"billing_cycle":   "monthly",
			"trial":           "false",
		},
	}
	if diff := cmp.Diff(want, rows(t, shipped(t, "crayon", mapping.Document{}, nil), objects(t, read(t, "crayon.json"), "Items"))); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
