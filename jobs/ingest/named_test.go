package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"handover/jobs/ingest"
)

const (
	chargedHeader = "CustomerId,SubscriptionId,ProductId,SkuId,ChargeType,TermAndBillingCycle\n"
	sheetHeader   = "ProductTitle,ProductId,SkuId,SkuTitle,Market,Currency,UnitPrice,ERP Price,TermDuration,BillingPlan,EffectiveStartDate,EffectiveEndDate\n"
	legacyHeader  = "CustomerId,SubscriptionId,OfferId,DurableOfferId,ChargeType,ChargeStartDate\n"
	oneOfAPartner = `{"id":"S1","status":"active","autoRenewEnabled":true,"offerId":"CFQ7TTC0LFLX:0001","quantity":2}`
)

// TestNamedFormat refuses what does not go together with it.
func TestNamedFormat(t *testing.T) {
	all := licences()
	all[0].Partial = true
	f := newFolder(t, map[string]string{"a.json": collection, "tenants.csv": cleanTenants, "keyless.csv": "licence,seats\n,1\n"})
	for name, test := range map[string]struct {
		opts ingest.Options
		path string
		want string
	}{
		"unknown":      {ingest.Options{Format: "licenses"}, "a.json", `unknown format "licenses"; ` + "`handover import formats` lists them"},
		"complete":     {ingest.Options{Complete: true}, "a.json", "licences never holds all that its source knows of a tenant: leave --complete out"},
		"missing":      {ingest.Options{Format: "licences", Strict: true}, "keyless.csv", "subscription_id: a value is required; tenant_id: a value is required"},
		"another file": {ingest.Options{Format: "licences"}, "tenants.csv", `tenants.csv: the columns "tenant_id, name, country, delegated_admin" are not those of licences; name what it is, or nothing`},
		"both":         {ingest.Options{Kind: "tenants", Format: "licences"}, "a.json", "leave one of them out"},
		"kind of JSON": {ingest.Options{Kind: "tenants"}, "a.json", "it is JSON, and --kind is that of a CSV file; leave --kind out"},
	} {
		test.opts.Formats = all
		store, _, err := run(t, test.opts, f.path(test.path))
		if err == nil || !strings.Contains(err.Error(), test.want) || len(store.committed) > 0 {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}
}

// TestFileOfAnotherFormat refuses a file that is not what it is said to be, and takes one
// of which its format is not told by the file alone.
func TestFileOfAnotherFormat(t *testing.T) {
	for name, test := range map[string]struct{ format, file, text, want string }{
		"a bill as a matrix": {
			"offer-matrix", "a.csv", chargedHeader + "T1,S1,P1,0001,renew,\n",
			"are not those of offer-matrix but of reconciliation; name what it is, or nothing",
		},
		"nothing known as a bill": {
			"reconciliation", "a.csv", "Abo,Kunde\nS1,T1\n", `the columns "Abo, Kunde" are not those of reconciliation; name what it is, or nothing`,
		},
		"subscriptions as customers": {
			"partner-center-customers", "a.json", `{"items":[` + oneOfAPartner + `]}`,
			`the members "autorenewenabled, id, offerid, quantity, status" are not those of partner-center-customers but of partner-center-subscriptions; name`,
		},
		"a bill of the older catalogue as one of new commerce": {
			"reconciliation", "a.csv", legacyHeader, "are not those of reconciliation but of reconciliation-legacy; name",
		},
		"a bill of new commerce as one of the older catalogue": {
			"reconciliation-legacy", "a.csv", chargedHeader, "are not those of reconciliation-legacy but of reconciliation; name",
		},
		"a bill without a line":          {"reconciliation", "a.csv", chargedHeader, ""},
		"a bill with fewer columns":      {"reconciliation", "a.csv", "CustomerId,SubscriptionId,Quantity,SubscriptionEndDate\n", ""},
		"an older one with fewer":        {"reconciliation-legacy", "a.csv", "CustomerId,SubscriptionId,OfferId,Quantity\n", ""},
		"a matrix with fewer columns":    {"offer-matrix", "a.csv", "ProductId,SkuId,MaxLicenses\n", ""},
		"customers with fewer columns":   {"partner-center-customers-csv", "a.csv", "Microsoft ID,Company name\n", ""},
		"an export with fewer columns":   {"partner-center-customer-subscriptions-csv", "a.csv", "Subscription ID,Quantity\n", ""},
		"a migration with fewer columns": {"partner-center-bulk-migration", "a.csv", "CustomerTenantId,SubscriptionId,SeatCount\n", ""},
		"a sheet of another view":        {"price-sheet-est", "a.csv", sheetHeader, ""},
		"a body with fewer fields":       {"partner-center-customers", "a.json", `[{"id":"T1"}]`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{test.file: test.text})
			store, _, err := run(t, ingest.Options{Format: test.format}, f.path(test.file))
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want) || len(store.committed) > 0):
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// TestColumnsThatCountAsOne refuses a file of which a format would read one of two columns,
// and takes one with two that it does not read.
func TestColumnsThatCountAsOne(t *testing.T) {
	for header, want := range map[string]string{
		"licence,seats,customer,Licence-": `a.csv:1: the columns "licence" and "Licence-" have names that count as one; keep one`,
		"licence,seats,customer,Margin %": "",
	} {
		f := newFolder(t, map[string]string{"a.csv": header + ",margin\nL1,1,T1,L2,\n"})
		_, _, err := run(t, ingest.Options{Formats: licences()}, f.path("a.csv"))
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", header, err)
		case want != "" && (err == nil || !strings.HasSuffix(err.Error(), want)):
			t.Errorf("%s: got %v, want %s", header, err, want)
		}
	}
}

// TestTitleAboveAForeignHeader says where the header of a known format is, whether it is
// named or not.
func TestTitleAboveAForeignHeader(t *testing.T) {
	f := newFolder(t, map[string]string{"a.csv": "Licences of 2026\n\nlicence;seats;customer\nL1;1;T1\n"})
	for _, format := range []string{"", "licences"} {
		_, _, err := run(t, ingest.Options{Formats: licences(), Format: format}, f.path("a.csv"))
		const want = `a.csv:1: "Licences of 2026" is no header; the header is on line 3: delete the lines above it`
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("format %q: got %v, want %s", format, err, want)
		}
	}
}

// TestListsInLargeBodies reads a list under any name in a body of more than one record can
// have, where one format names it, and says what to do where none does.
func TestListsInLargeBodies(t *testing.T) {
	filler := strings.Repeat(fmt.Sprintf(`{"licence":"L0","kind":"fee","note":%q},`, strings.Repeat("x", 1<<20)), 17)
	body := func(list string) string {
		return `{"` + list + `":[` + filler + `{"licence":"L1","seats":5,"customer":"T1"}]}`
	}
	f := newFolder(t, map[string]string{"a.json": strings.Replace(body("licences"), `"kind"`, `"seats":0,"kind"`, 1), "b.json": body("results")})
	all := licences()
	all[0].List = "licences"
	store, _, err := run(t, ingest.Options{Formats: all}, f.path("a.json"))
	if err != nil || !strings.Contains(strings.Join(told(store.rows()), "|"), "T1 L1 5") {
		t.Errorf("got %v, rows %q", err, told(store.rows()))
	}
	_, _, err = run(t, ingest.Options{Formats: all}, f.path("b.json"))
	const want = "an object has more than 16777216 bytes; name a mapping whose rows says where in it the list is, or export it in parts"
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}
