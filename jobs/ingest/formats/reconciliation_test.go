package formats_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// seats is a line of what is sold by the seat, in a month of a year that is paid monthly.
const seats = "PartnerId=" + ourPartner + "|CustomerId=" + contoso + "|CustomerName=Contoso|CustomerDomainName=contoso.onmicrosoft.com|CustomerCountry=DE" +
	"|SubscriptionId=S1|ProductId=CFQ7TTC0LH18|SkuId=0001|ProductName=Microsoft 365 Business Basic|PublisherName=Microsoft Corporation" +
	"|ChargeType=cycleCharge|Quantity=10|EffectiveUnitPrice=4.80|PricingCurrency=EUR|Currency=EUR|OrderDate=1/15/2026" +
	"|ChargeStartDate=10/15/2026|ChargeEndDate=11/14/2026|SubscriptionStartDate=1/15/2026|SubscriptionEndDate=1/14/2027" +
	"|TermAndBillingCycle=One-Year commitment for monthly/yearly billing|BillingFrequency=Monthly|UnitType="

func charged(t *testing.T, lines ...string) taken {
	t.Helper()
	return take(t, "reconciliation", reconcile.SubscriptionRows, sheetFile(), sheetOf(append([]string{seats}, lines...)...))
}

func TestReconciliationLine(t *testing.T) {
	for name, c := range map[string]struct{ line, want string }{
		"all of it": {
			"SubscriptionDescription=Sales|PartnerName=Contoso Partner",
			"subscription_id=S1|tenant_id=" + contoso + "|channel=csp|seller_id=" + ourPartner + "|seller_name=Contoso Partner|commerce=nce|product_type=-" +
				"|offer_id=CFQ7TTC0LH18:0001|offer_name=Microsoft 365 Business Basic|friendly_name=Sales|quantity=10|term=P1Y|term_start=2026-01-15" +
				"|commitment_end=2027-01-14|billing_cycle=monthly|est=-|trial=-|unit_price=4.80|currency=EUR|auto_renew=-|status=-|end_of_term=-",
		},
		"ISO with a time":             {"SubscriptionEndDate=2027-01-14T00:00:00Z", "commitment_end=2027-01-14"},
		"ISO with seven decimals":     {"SubscriptionEndDate=2027-01-14T17:59:52.9460102Z", "commitment_end=2027-01-14"},
		"ISO with a zone":             {"SubscriptionEndDate=2027-01-13T17:00:00-08:00", "commitment_end=2027-01-14"},
		"a bare day":                  {"SubscriptionEndDate=2027-01-14", "commitment_end=2027-01-14"},
		"a day and a time":            {"SubscriptionEndDate=2027-01-14 00:00:00", "commitment_end=2027-01-14"},
		"the month first":             {"SubscriptionEndDate=2/1/2027 0:00|SubscriptionStartDate=02/02/2026", "commitment_end=2027-02-01|term_start=2026-02-02"},
		"the last minute":             {"SubscriptionEndDate=1/14/2027 23:59", "commitment_end=2027-01-14"},
		"no date":                     {"SubscriptionEndDate=1/1/0001 12:00:00 AM|SubscriptionStartDate=", "commitment_end=-|term_start=-"},
		"guarded numbers":             {"Quantity='10|EffectiveUnitPrice='4.80|SubscriptionEndDate='1/14/2027|SkuId='0001", "quantity=10|unit_price=4.80|commitment_end=2027-01-14|offer_id=CFQ7TTC0LH18:0001"},
		"a guarded subscription":      {"SubscriptionId='S1", "subscription_id=S1"},
		"decimals of a whole number":  {"Quantity=10.0000000000", "quantity=10"},
		"half a seat is for a column": {"Quantity=10.5", "quantity=10.5"},
		"a price with an exponent":    {"EffectiveUnitPrice=1.2E-1", "unit_price=0.12"},
		"a price of nothing":          {"EffectiveUnitPrice=0E-10", "unit_price=0"},
		"a SKU without its zeros":     {"SkuId=1", "offer_id=CFQ7TTC0LH18:0001"},
		"no SKU":                      {"SkuId=", "offer_id=-"},
		"only the SKU has a name":     {"ProductName=|SkuName=Basic", "offer_name=Basic"},
		"two currencies":              {"PricingCurrency=USD|Currency=EUR", "unit_price=4.80|currency=USD"},
		"one currency":                {"PricingCurrency=", "currency=EUR"},
		"another publisher":           {"PublisherName=Fabrikam, Inc.", "product_type=third-party|quantity=10"},
		"a publisher's placeholder":   {"PublisherName=NA", "product_type=-"},
		"Azure plan":                  {"ProductId=DZH318Z0BPS6|SubscriptionDescription=Azure plan|Quantity=0.3", "product_type=usage|quantity=-|unit_price=-"},
		"a meter":                     {"ProductId=DZH318Z0BNZ5|UnitType=1 GB/Month", "product_type=usage|quantity=-|unit_price=-|term=P1Y"},
		"a meter's text":              {"ProductId=DZH318Z0BNZ5|UnitType=1 GB/Month|TermAndBillingCycle=Data Stored (GB/Month)", "term=-"},
		"a reservation":               {"ProductId=DZH318Z0BZ2D|ProductName=Reserved VM Instance, Standard_B2s, 1 Year", "product_type=usage"},
		"seats that Azure names":      {"ProductName=Azure Information Protection Premium P1|ReservationOrderId=8fdebb4a-7110-496e-9570-623e4c992797", "product_type=-|quantity=10"},
		"extended by its price":       {`PriceAdjustmentDescription=["Extended Service Term uplift"]`, "est=true"},
		"extended by its title":       {"ProductName=Microsoft 365 Business Basic - Extended Service Term", "est=true"},
		"a trial":                     {"TermAndBillingCycle=One-Month commitment for trial", "term=P1M|trial=true|billing_cycle=-"},
	} {
		t.Run(name, func(t *testing.T) { mustSay(t, charged(t, c.line), c.want) })
	}
}

// TestPriceOfCharge takes a price from a charge of a whole period only.
func TestPriceOfCharge(t *testing.T) {
	for kind, want := range map[string]string{
		"new": "4.80", "New": "4.80", "renew": "4.80", "Renew": "4.80", "cycleCharge": "4.80", "CycleCharge": "4.80", "cyclecharge": "4.80",
		"addQuantity": "-", "removeQuantity": "-", "cancelImmediate": "-", "convert": "-", "": "-", "renewal": "-",
	} {
		got := charged(t, "ChargeType="+kind)
		if price := said(&got.rows[0], "unit_price=|currency="); price != "unit_price="+want+"|currency="+strings.ReplaceAll(want, "4.80", "EUR") {
			t.Errorf("%q gives %s", kind, price)
		}
	}
}

func TestTermAndBillingCycle(t *testing.T) {
	for _, c := range []struct{ text, frequency, want string }{
		{"One-Year commitment for monthly/yearly billing", "Monthly", "term=P1Y|billing_cycle=monthly"},
		{"One-Year commitment for monthly/yearly billing", "Annual", "term=P1Y|billing_cycle=annual"},
		{"One-Year commitment for monthly/yearly billing", "", "term=P1Y|billing_cycle=annual"},
		{"One-Year commitment for monthly/yearly billing", "OneTime", "term=P1Y|billing_cycle=-"},
		{"One-Year commitment for monthly/yearly billing", "Monthly, Annual", "term=P1Y|billing_cycle=-"},
		{"ONE-YEAR COMMITMENT FOR MONTHLY/YEARLY BILLING", "monthly", "term=P1Y|billing_cycle=monthly"},
		{"One-Year commitment for yearly billing", "", "term=P1Y|billing_cycle=annual"},
		{"One-Month commitment for monthly billing", "", "term=P1M|billing_cycle=monthly"},
		{"Three-3 Years commitment for monthly/3 Years/yearly billing", "Monthly", "term=P3Y|billing_cycle=monthly"},
		{"Three-3 Years commitment for monthly/3 Years/yearly billing", "Triennial", "term=P3Y|billing_cycle=triennial"},
		{"Three-3 Years commitment for monthly/3 Years/yearly billing", "Yearly", "term=P3Y|billing_cycle=annual"},
		{"Three-3 Years commitment for monthly/3 Years/yearly billing", "", "term=P3Y|billing_cycle=-"},
		{"1 year, monthly", "", "term=P1Y|billing_cycle=monthly"},
		{"Annual term, Monthly billing", "", "term=P1Y|billing_cycle=monthly"},
		{"Monthly term, Monthly billing", "", "term=P1M|billing_cycle=monthly"},
		// What is not known is kept, to be reported, and never guessed.
		{"1 Year Subscription", "Monthly", "term=1 Year Subscription|billing_cycle=-"},
		{"Two-Year commitment for monthly/yearly billing", "Monthly", "term=Two-Year commitment for monthly/yearly billing|billing_cycle=-"},
		{"Storage, One-Year commitment for monthly/yearly billing", "", "term=Storage, One-Year commitment for monthly/yearly billing|billing_cycle=-"},
		{"", "", "term=-|billing_cycle=-"},
	} {
		t.Run(c.text+" "+c.frequency, func(t *testing.T) {
			mustSay(t, charged(t, "TermAndBillingCycle="+c.text+"|BillingFrequency="+c.frequency), c.want)
		})
	}
	mustSay(t, charged(t, "TermAndBillingCycle=|Term=Annual|BillingCycle=Monthly"), "term=P1Y|billing_cycle=monthly")
	// Newer files have no column for the frequency, which is not the same as an empty one.
	newer := sheetOf(strings.Replace(seats, "|BillingFrequency=Monthly", "", 1), "Quantity=1")
	mustSay(t, take(t, "reconciliation", reconcile.SubscriptionRows, sheetFile(), newer), "term=P1Y|billing_cycle=-")
}

// TestSeveralCharges makes one row of the lines of a subscription, in whatever order the
// file has them.
func TestSeveralCharges(t *testing.T) {
	const (
		october  = "ChargeStartDate=10/15/2026|ChargeEndDate=11/14/2026"
		november = "ChargeStartDate=11/15/2026|ChargeEndDate=12/14/2026"
		change   = "ChargeStartDate=11/20/2026|ChargeEndDate=12/14/2026|ChargeType=addQuantity|EffectiveUnitPrice=4.00"
	)
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"the newest tells seats and price": {
			[]string{october + "|Quantity=10|EffectiveUnitPrice=4.80", november + "|Quantity=12|EffectiveUnitPrice=5.00"},
			"quantity=12|unit_price=5.00",
		},
		"a change tells seats and no price": {
			[]string{november + "|Quantity=12", change + "|Quantity=15"}, "quantity=15|unit_price=4.80|currency=EUR",
		},
		"a credit of this month tells nothing": {
			[]string{november + "|Quantity=12", "ChargeStartDate=11/20/2026|ChargeEndDate=12/14/2026|ChargeType=customerCredit|Quantity=1|EffectiveUnitPrice=-4.80"},
			"quantity=12|unit_price=4.80|commitment_end=2027-01-14",
		},
		"what is paid back of a cancelled one ends it the day before": {
			[]string{november, "ChargeStartDate=11/20/2026|ChargeEndDate=12/14/2026|ChargeType=cancelImmediate|Quantity=0|EffectiveUnitPrice=-4.00"},
			"term_start=2026-01-15|commitment_end=2026-11-19|unit_price=4.80",
		},
		"a word of the same beginning cancels nothing": {
			[]string{november + "|Quantity=12", "ChargeStartDate=11/20/2026|ChargeEndDate=12/14/2026|ChargeType=cancelQuantity|Quantity=11"},
			"quantity=11|unit_price=4.80|commitment_end=2027-01-14",
		},
		"one that is paid back from its first day on ends with that": {
			[]string{
				"ChargeStartDate=1/15/2026|ChargeEndDate=2/14/2026|ChargeType=new",
				"ChargeStartDate=1/15/2026|ChargeEndDate=2/14/2026|ChargeType=cancelImmediate|Quantity=0|EffectiveUnitPrice=-4.80",
			},
			"term_start=2026-01-15|commitment_end=2026-01-15|unit_price=4.80",
		},
		"a credit of last month tells nothing": {
			[]string{november + "|Quantity=12", "ChargeStartDate=9/15/2026|ChargeEndDate=10/14/2026|ChargeType=customerCredit|Quantity=1|EffectiveUnitPrice=-4.80"},
			"quantity=12|unit_price=4.80",
		},
		"a renewal tells the new term": {
			[]string{
				"ChargeStartDate=12/15/2026|ChargeEndDate=1/14/2027",
				"ChargeStartDate=1/15/2027|ChargeEndDate=2/14/2027|ChargeType=renew|SubscriptionStartDate=1/15/2027|SubscriptionEndDate=1/14/2028",
			},
			"term_start=2027-01-15|commitment_end=2028-01-14",
		},
		"an extended month is over with the term after it": {
			[]string{
				"SubscriptionStartDate=10/15/2026|SubscriptionEndDate=11/14/2026|PriceAdjustmentDescription=Extended Service Terms",
				november + "|ChargeType=new|SubscriptionStartDate=11/15/2026|SubscriptionEndDate=11/14/2027",
			},
			"est=-|commitment_end=2027-11-14",
		},
		"one line of the term says that it is extended": {
			[]string{october + "|ProductName=Basic - Extended Service Term", change}, "est=true",
		},
		"what the newest does not say": {
			[]string{october + "|SubscriptionDescription=Sales", november}, "friendly_name=Sales",
		},
		"of one hour the last order counts": {
			[]string{november + "|OrderDate=2026-11-15T10:00:00Z|Quantity=3", november + "|OrderDate=2026-11-15T09:00:00Z|Quantity=2"}, "quantity=3",
		},
	} {
		t.Run(name, func(t *testing.T) {
			mustSay(t, charged(t, c.lines...), c.want)
			mustSay(t, charged(t, c.lines[1], c.lines[0]), c.want)
		})
	}
	mustSay(t, charged(t, october+"|EffectiveUnitPrice=4.80", change+"|Quantity=15", november+"|Quantity=12|EffectiveUnitPrice=5.00"),
		"quantity=15|unit_price=5.00")
	mustSay(t, charged(t, "Quantity=1", "Quantity=2"), "quantity=2") // alike: the one further down
	mustSay(t, charged(t, "SubscriptionId=S1", "SubscriptionId=S2"), "subscription_id=S1", "subscription_id=S2")
}

func TestReconciliationLinesLeftOut(t *testing.T) {
	got := charged(t, "SubscriptionId=", "SubscriptionId=00000000-0000-0000-0000-000000000000", "ChargeType=customerCredit", "ChargeType=Refund", "ChargeType=Cancel fee")
	if diff := cmp.Diff(map[string]int{"lines without a subscription, such as fees and taxes": 2, "credits and refunds, which show no subscription": 3}, got.skipped); diff != "" || len(got.rows) > 0 {
		t.Errorf("%v, skipped (-want +got):\n%s", got.rows, diff)
	}
	for line, want := range map[string]string{
		"CustomerId=": "CustomerId: no tenant: write the tenant id of the customer into the line",
		"PartnerId=22222222-2222-2222-2222-222222222222": `PartnerId: the line is of another partner, "22222222-2222-2222-2222-222222222222": read files of the configured partner and its providers only`,
		"SubscriptionEndDate=14.01.2027":                 `SubscriptionEndDate: "14.01.2027" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
		"SubscriptionStartDate=31/1/2026":                `SubscriptionStartDate: "31/1/2026" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
		"ChargeStartDate=2015-11-25T06: 41: 12Z":         `ChargeStartDate: "2015-11-25T06: 41: 12Z" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
		"ChargeEndDate=" + strings.Repeat("9", 90):       `ChargeEndDate: "9999999999999999999999999999999999999999…" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
	} {
		got := charged(t, line)
		if diff := cmp.Diff([]string{"2: " + want}, got.problems); diff != "" || len(got.rows) > 0 {
			t.Errorf("%s: %v, problems (-want +got):\n%s", line, got.rows, diff)
		}
	}
	mustSay(t, charged(t, "PartnerId={"+strings.ToUpper(ourPartner)+"}"), "seller_id={"+ourPartner+"}")
	provider := &formats.File{Partner: ourPartner, Providers: []string{"22222222-2222-2222-2222-222222222222"}}
	mustSay(t, take(t, "reconciliation", reconcile.SubscriptionRows, provider, sheetOf(seats, "PartnerId=22222222-2222-2222-2222-222222222222")),
		"seller_id=22222222-2222-2222-2222-222222222222")
	unconfigured := &formats.File{}
	mustSay(t, take(t, "reconciliation", reconcile.SubscriptionRows, unconfigured, sheetOf(seats, "PartnerId=22222222-2222-2222-2222-222222222222")),
		"seller_id=22222222-2222-2222-2222-222222222222")
}

func TestChargedTenants(t *testing.T) {
	text := sheetOf(seats, "CustomerName=|CustomerCountry=", "CustomerName=Contoso", "CustomerName=Contoso Ltd|CustomerDomainName=",
		"CustomerId=", "PartnerId=22222222-2222-2222-2222-222222222222|CustomerId=other", "SubscriptionId=|CustomerId=fees only|CustomerName=Fabrikam")
	got := take(t, "reconciliation", reconcile.TenantRows, sheetFile(), text)
	mustSay(t, got, "tenant_id="+contoso+"|name=Contoso|domain=contoso.onmicrosoft.com|country=DE", "tenant_id=fees only|name=Fabrikam")
	if got.skipped["lines without a customer of ours"] != 2 {
		t.Errorf("skipped: %v", got.skipped)
	}
}

// TestReconciliationJSON reads the same fields from JSON lines, in which numbers may be
// texts and names begin with small letters.
func TestReconciliationJSON(t *testing.T) {
	const line = `{"partnerId":"` + ourPartner + `","customerId":"` + contoso + `","subscriptionId":"S1","productId":"CFQ7TTC0LH18","skuId":"0001",
		"chargeType":"renew","quantity":%QUANTITY%,"effectiveUnitPrice":4.8E0,"pricingCurrency":"EUR","chargeStartDate":"2026-11-15T00:00:00Z",
		"subscriptionStartDate":"2026-11-15 00:00:00","subscriptionEndDate":"2027-11-14","productQualifiers":[],"promotionId":null,
		"termAndBillingCycle":"One-Year commitment for yearly billing","referenceId":"{\"osId\":\"1\",\"id\":\"2\",\"v\":2}","tier2MpnId":0}`
	for _, quantity := range []string{"10", "10.0", `"10"`} {
		file := sheetFile()
		rec := formats.NewObject(file, 1, []byte(strings.Replace(line, "%QUANTITY%", quantity, 1)))
		got := takeRecords(t, partOf(t, "reconciliation", reconcile.SubscriptionRows), file, []*formats.Record{rec})
		mustSay(t, got, "subscription_id=S1|offer_id=CFQ7TTC0LH18:0001|quantity=10|unit_price=4.8|currency=EUR|term=P1Y|billing_cycle=annual"+
			"|term_start=2026-11-15|commitment_end=2027-11-14")
	}
}

// TestReconciliationWorkbook reads days that a workbook holds as numbers, and takes a number
// for none in a file of texts.
func TestReconciliationWorkbook(t *testing.T) {
	text := sheetOf(seats, "SubscriptionStartDate=46037|SubscriptionEndDate=46401|ChargeStartDate=46310|ChargeEndDate=46340|OrderDate=46037")
	file := sheetFile()
	file.Workbook = true
	mustSay(t, take(t, "reconciliation", reconcile.SubscriptionRows, file, text), "term_start=2026-01-15|commitment_end=2027-01-14|quantity=10")
	got := take(t, "reconciliation", reconcile.SubscriptionRows, sheetFile(), text)
	if len(got.problems) != 1 || !strings.Contains(got.problems[0], `"46310" is no date`) {
		t.Errorf("%v, problems %v", got.rows, got.problems)
	}
}

func TestReconciliationLegacy(t *testing.T) {
	const line = "PartnerId=" + ourPartner + "|CustomerId=" + contoso + "|CustomerName=Contoso|DomainName=contoso.onmicrosoft.com|SubscriptionId=usAAAgAAAAAAAAIA" +
		"|SyndicationPartnerSubscriptionNumber=5F7C1A2E-0000-4000-8000-000000000001|OfferId=A|DurableOfferId=B|OfferName=Office 365 E3|SubscriptionName=Sales" +
		"|SubscriptionStartDate=2/1/2026 0:00|SubscriptionEndDate=2/1/2027 0:00|ChargeStartDate=11/1/2026 0:00|ChargeEndDate=11/30/2026 23:59|ChargeType=Cycle fee" +
		"|UnitPrice=16.80|Quantity=7|Currency=EUR|BillingCycleType=MONTHLY"
	for name, c := range map[string]struct{ line, want string }{
		"all of it": {
			"PartnerId=" + ourPartner,
			"subscription_id=5F7C1A2E-0000-4000-8000-000000000001|tenant_id=" + contoso + "|channel=csp|seller_id=" + ourPartner + "|commerce=legacy|offer_id=B" +
				"|offer_name=Office 365 E3|friendly_name=Sales|quantity=7|term_start=2026-02-01|commitment_end=2027-02-01|billing_cycle=monthly|unit_price=16.80|currency=EUR|term=-",
		},
		"an end that is no midnight":  {"SubscriptionEndDate=1/31/2027 23:59", "commitment_end=2027-01-31T23:59:00Z"},
		"no id of Partner Center":     {"SyndicationPartnerSubscriptionNumber=|DurableOfferId=", "subscription_id=usAAAgAAAAAAAAIA|offer_id=A"},
		"a proration":                 {"ChargeType=Prorate fees when renew", "unit_price=-|currency=-|quantity=7"},
		"a charge without a kind":     {"ChargeType=", "unit_price=-"},
		"a billing cycle of its own":  {"BillingCycleType=Biannual", "billing_cycle=-"},
		"one that is cancelled":       {"ChargeType=Prorate fees when cancel|ChargeStartDate=11/20/2026", "commitment_end=2026-11-20|unit_price=-"},
		"cancelled on its first day":  {"ChargeType=Prorate fees when cancel|ChargeStartDate=2/1/2026", "commitment_end=2026-02-02"},
		"a name only in the comments": {"SubscriptionName=|SubscriptionDescription=OFFICE", "friendly_name=OFFICE"},
	} {
		t.Run(name, func(t *testing.T) {
			file := sheetFile()
			mustSay(t, take(t, "reconciliation-legacy", reconcile.SubscriptionRows, file, sheetOf(line, c.line)), c.want)
		})
	}
	cycle, less := "Quantity=7", "ChargeType=Cancel fee|ChargeStartDate=11/20/2026 0:00|Quantity=2"
	for name, lines := range map[string][]string{
		"seats that are paid back":                 {cycle, less},
		"seats of a month that are not charged":    {cycle, strings.Replace(less, "Cancel fee", "Cancel instance prorate", 1)},
		"seats that are paid back before a charge": {less, cycle},
	} {
		t.Run(name, func(t *testing.T) {
			got := take(t, "reconciliation-legacy", reconcile.SubscriptionRows, sheetFile(), sheetOf(append([]string{line}, lines...)...))
			mustSay(t, got, "quantity=7|commitment_end=2027-02-01|unit_price=16.80")
		})
	}
	mustSay(t, take(t, "reconciliation-legacy", reconcile.TenantRows, sheetFile(), sheetOf(line, "Quantity=1")),
		"tenant_id="+contoso+"|name=Contoso|domain=contoso.onmicrosoft.com")
}
