package formats_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// listed is a line of a price sheet that is valid on the day of these tests.
const listed = "ProductTitle=Microsoft 365 Business Basic|ProductId=CFQ7TTC0LH18|SkuId=0001|SkuTitle=Business Basic|TermDuration=P1M|BillingPlan=Monthly" +
	"|Market=DE|Currency=EUR|UnitPrice=5.76|PricingTierRangeMin=|EffectiveStartDate=7/1/2026 12:00:00 AM|EffectiveEndDate=11/30/9999 11:59:59 PM" +
	"|Tags=License|ERP Price=7.2|Segment=Commercial"

func sheet(t *testing.T, format string, lines ...string) taken {
	t.Helper()
	return take(t, format, reconcile.CatalogRows, sheetFile(), sheetOf(append([]string{listed}, lines...)...))
}

func TestPriceSheet(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"a month": {
			[]string{"TermDuration=P1M"},
			"offer_id=CFQ7TTC0LH18:0001|title=Business Basic|monthly_plan=true|monthly_price=5.76|annual_price=-|annual_monthly_price=-|triennial_price=-|currency=EUR|on_sale_until=-",
		},
		"a year, paid once":       {[]string{"TermDuration=P1Y|BillingPlan=Annual|UnitPrice=57.6"}, "annual_price=57.6|monthly_plan=false|monthly_price=-"},
		"a year, paid monthly":    {[]string{"TermDuration=P1Y|BillingPlan=Monthly|UnitPrice=60.48"}, "annual_monthly_price=5.04|annual_price=-|monthly_plan=false"},
		"a twelfth that goes on":  {[]string{"TermDuration=P1Y|BillingPlan=Monthly|UnitPrice=100"}, "annual_monthly_price=8.3333333333"},
		"no price":                {[]string{"TermDuration=P1Y|BillingPlan=Monthly|UnitPrice=1,200.00"}, "annual_monthly_price=1,200.00"},
		"three years":             {[]string{"TermDuration=P3Y|BillingPlan=Triennial|UnitPrice=150"}, "triennial_price=150"},
		"no segments":             {[]string{"Segment="}, "monthly_price=5.76"},
		"no title of its own":     {[]string{"SkuTitle="}, "title=Microsoft 365 Business Basic"},
		"a SKU without its zeros": {[]string{"SkuId=1"}, "offer_id=CFQ7TTC0LH18:0001"},
		"an end of the sale":      {[]string{"EndofSaleDate=12/31/2026 23:59"}, "on_sale_until=2026-12-31|monthly_price=5.76"},
		"sold for ever":           {[]string{"EndofSaleDate=11/30/9999 23:59"}, "on_sale_until=-"},
		"its first day":           {[]string{"EffectiveStartDate=11/30/2026 23:59"}, "monthly_price=5.76"},
		"its last day":            {[]string{"EffectiveEndDate=2026-11-30T06:57:30.0682597Z"}, "monthly_price=5.76"},
		"without an end":          {[]string{"EffectiveEndDate="}, "monthly_price=5.76"},
		"all terms": {
			[]string{"TermDuration=P1Y|BillingPlan=Annual|UnitPrice=57.6", "TermDuration=P1M", "TermDuration=P1Y|UnitPrice=60.48", "TermDuration=P3Y|BillingPlan=Triennial|UnitPrice=150"},
			"monthly_plan=true|monthly_price=5.76|annual_price=57.6|annual_monthly_price=5.04|triennial_price=150|title=Business Basic|currency=EUR",
		},
		// The example of Microsoft's page: of two prices that overlap the one that ends first is paid.
		"prices that overlap": {
			[]string{"EffectiveEndDate=12/3/2026|UnitPrice=5", "EffectiveStartDate=11/1/2026|UnitPrice=6"}, "monthly_price=5",
		},
		"prices that overlap, turned round": {
			[]string{"EffectiveStartDate=11/1/2026|UnitPrice=6", "EffectiveEndDate=12/3/2026|UnitPrice=5"}, "monthly_price=5",
		},
		"the same price twice": {
			[]string{"EffectiveStartDate=11/1/2026|UnitPrice=6", "EffectiveStartDate=10/1/2026|UnitPrice=5"}, "monthly_price=6",
		},
	} {
		t.Run(name, func(t *testing.T) { mustSay(t, sheet(t, "price-sheet", c.lines...), c.want) })
	}
}

func TestPriceSheetLinesLeftOut(t *testing.T) {
	for line, want := range map[string]string{
		"Segment=Education":                       "lines of other segments than Commercial",
		"EffectiveStartDate=12/1/2026":            "prices that are not paid yet",
		"EffectiveEndDate=11/29/2026 11:59:59 PM": "prices that are no longer paid",
		"PricingTierRangeMin=101":                 "prices for larger numbers of licences",
		"TermDuration=P5Y|BillingPlan=Annual":     "terms and billing plans of which no price is kept",
		"TermDuration=P3Y|BillingPlan=Annual":     "terms and billing plans of which no price is kept",
		"TermDuration=P1M|BillingPlan=None":       "terms and billing plans of which no price is kept",
		"TermDuration=NoTerm|BillingPlan=":        "terms and billing plans of which no price is kept",
	} {
		got := sheet(t, "price-sheet", line)
		if diff := cmp.Diff(map[string]int{want: 1}, got.skipped); diff != "" || len(got.rows)+len(got.problems) > 0 {
			t.Errorf("%s gives %v, skipped (-want +got):\n%s", line, got.rows, diff)
		}
	}
	for line, want := range map[string]string{
		"ProductId=":                    "2: ProductId: no offer: a line needs ProductId and SkuId",
		"SkuId=":                        "2: ProductId: no offer: a line needs ProductId and SkuId",
		"EffectiveStartDate=soon":       `2: EffectiveStartDate: "soon" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
		"EffectiveEndDate=30.11.2026":   `2: EffectiveEndDate: "30.11.2026" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
		"EndofSaleDate=2026-11-31":      `2: EndofSaleDate: "2026-11-31" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
		"EndofSaleDate=13/12/2026 0:00": `2: EndofSaleDate: "13/12/2026 0:00" is no date: write it as 4/30/2027, the month first, or as 2027-04-30`,
	} {
		if diff := cmp.Diff([]string{want}, sheet(t, "price-sheet", line).problems); diff != "" {
			t.Errorf("%s: problems (-want +got):\n%s", line, diff)
		}
	}
}

// TestOneMarket refuses a sheet whose prices are not all of one market and currency.
func TestOneMarket(t *testing.T) {
	problem := func(line, market string) string {
		return line + `: Market: the sheet has prices of several markets or currencies, here of "` + market + `": name the currency in which you are billed in the configuration (partner.currency), and keep the lines of one market`
	}
	for _, format := range []string{"price-sheet", "price-sheet-est"} {
		for line, market := range map[string]string{"Market=AT": "AT, EUR", "Currency=CHF": "DE, CHF", "Market=CH|Currency=CHF": "CH, CHF"} {
			got := sheet(t, format, "SkuId=0001", "SkuId=0002|"+line, "SkuId=0003")
			want := []string{problem("2", "DE, EUR"), problem("3", market), problem("4", "DE, EUR")}
			if diff := cmp.Diff(want, got.problems); diff != "" || len(got.rows) > 0 {
				t.Errorf("%s %s: %v, problems (-want +got):\n%s", format, line, got.rows, diff)
			}
		}
		mustSay(t, sheet(t, format, "Market=DE", "SkuId=0002|Market=de", "SkuId=0003|Market=FR|Segment=Education"),
			"offer_id=CFQ7TTC0LH18:0001", "offer_id=CFQ7TTC0LH18:0002")
	}
}

// TestOurCurrency takes of the currencies of a sheet the one in which we are billed.
func TestOurCurrency(t *testing.T) {
	file := sheetFile()
	file.Currency = "CHF"
	text := sheetOf(listed, "Market=DE", "Market=DE|Currency=chf|UnitPrice=5.50", "SkuId=0002|Market=DE|Currency=GBP")
	got := take(t, "price-sheet", reconcile.CatalogRows, file, text)
	mustSay(t, got, "offer_id=CFQ7TTC0LH18:0001|monthly_price=5.50|currency=chf")
	if got.skipped["prices in other currencies than ours"] != 2 {
		t.Errorf("skipped: %v", got.skipped)
	}
}

func TestPriceSheetExtended(t *testing.T) {
	mustSay(t, sheet(t, "price-sheet-est", "UnitPrice=5.93"), "offer_id=CFQ7TTC0LH18:0001|est_price=5.93|currency=EUR|title=-|monthly_price=-")
	mustSay(t, sheet(t, "price-sheet-est", "UnitPrice=5.93|EffectiveEndDate=12/31/2026", "UnitPrice=6.10"), "est_price=5.93")
	got := sheet(t, "price-sheet-est", "TermDuration=P1Y|BillingPlan=Annual", "EffectiveStartDate=12/1/2026", "Segment=Charity")
	want := map[string]int{"terms and billing plans other than by the month": 1, "prices that are not paid yet": 1, "lines of other segments than Commercial": 1}
	if diff := cmp.Diff(want, got.skipped); diff != "" || len(got.rows) > 0 {
		t.Errorf("%v, skipped (-want +got):\n%s", got.rows, diff)
	}
}

func TestPriceSheetEndOfSale(t *testing.T) {
	for name, c := range map[string]struct {
		lines []string
		want  string
	}{
		"the end of its price":     {[]string{"EffectiveEndDate=6/30/2027 11:59:59 PM"}, "offer_id=CFQ7TTC0LH18:0001|on_sale_until=2027-06-30|renewable_until=-"},
		"an end of the sale":       {[]string{"EndofSaleDate=12/31/2026 23:59|EffectiveEndDate=6/30/2027"}, "on_sale_until=2026-12-31|renewable_until=2027-06-30"},
		"renewed without an end":   {[]string{"EndofSaleDate=12/31/2026 23:59"}, "on_sale_until=2026-12-31|renewable_until=-"},
		"it has ended":             {[]string{"EffectiveEndDate=6/30/2026"}, "on_sale_until=2026-06-30"},
		"the last of its terms":    {[]string{"EffectiveEndDate=6/30/2027", "TermDuration=P1Y|EffectiveEndDate=9/30/2027"}, "on_sale_until=2027-09-30"},
		"the first of its terms":   {[]string{"EffectiveEndDate=9/30/2027", "TermDuration=P1Y|EffectiveEndDate=6/30/2027"}, "on_sale_until=2027-09-30"},
		"one is renewed, one sold": {[]string{"EffectiveEndDate=9/30/2027", "EndofSaleDate=6/30/2027|EffectiveEndDate=10/31/2027"}, "on_sale_until=2027-09-30|renewable_until=2027-10-31"},
	} {
		t.Run(name, func(t *testing.T) { mustSay(t, sheet(t, "price-sheet-end-of-sale", c.lines...), c.want) })
	}
	if got := sheet(t, "price-sheet-end-of-sale", "Market=DE", "Segment=Education"); got.skipped["offers without an end of sale"] != 1 || len(got.rows) > 0 {
		t.Errorf("%v, skipped %v", got.rows, got.skipped)
	}
}

// TestViewsByName tells sheets with the same columns apart by the name of the file.
func TestViewsByName(t *testing.T) {
	header := strings.Split(strings.SplitN(sheetOf(listed), "\n", 2)[0], ",")
	for name, want := range map[string]string{
		"pricesheet.csv":                               "price-sheet",
		"updatedlicensebased_DE.csv":                   "price-sheet",
		"NCE_LicenseBasedEST_DE.csv":                   "price-sheet-est",
		"licensebasedeos.csv":                          "price-sheet-end-of-sale",
		"2026-11 PricesheetView='licensebasedeos'.csv": "price-sheet-end-of-sale",
	} {
		mustBe(t, formats.NewSample(name, header), want)
	}
}

func TestOfferMatrix(t *testing.T) {
	const line = "ProductTitle=Microsoft 365 Business Basic|ProductId=CFQ7TTC0LH18|SkuId=1|SkuTitle=Business Basic|ProvisioningId=3b555118-0000-4000-8000-000000000001" +
		"|ProvisioningString=BASIC|MinLicenses=1|MaxLicenses=300|ProductSkuConversion=CFQ7TTC0LDPB/0001,CFQ7TTC0LF8Q/0001|AllowedCountries=AD;AE"
	matrix := func(lines ...string) taken {
		return take(t, "offer-matrix", reconcile.CatalogRows, sheetFile(), sheetOf(append([]string{line}, lines...)...))
	}
	for name, c := range map[string]struct{ line, want string }{
		"all of it": {
			"MinLicenses=1",
			"offer_id=CFQ7TTC0LH18:0001|title=Business Basic|seat_cap=300|equivalent_to=3b555118-0000-4000-8000-000000000001|monthly_plan=-",
		},
		"no cap":           {"MaxLicenses=0", "seat_cap=-"},
		"none either":      {"MaxLicenses=-1", "seat_cap=-"},
		"decimals":         {"MaxLicenses=300.0", "seat_cap=300"},
		"no number":        {"MaxLicenses=many", "seat_cap=many"},
		"not in the cloud": {"ProvisioningId=", "equivalent_to=-"},
		"no id":            {"ProvisioningId=00000000-0000-0000-0000-000000000000", "equivalent_to=-"},
	} {
		t.Run(name, func(t *testing.T) { mustSay(t, matrix(c.line), c.want) })
	}
	mustSay(t, matrix("MaxLicenses=", "MaxLicenses=300"), "seat_cap=300")
	if diff := cmp.Diff([]string{"2: ProductId: no offer: a line needs ProductId and SkuId"}, matrix("ProductId=").problems); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

// TestMatrixJoinsGraph finds an offer for a row of Graph by the id of the matrix.
func TestMatrixJoinsGraph(t *testing.T) {
	const graph = "3b555118-0000-4000-8000-000000000001"
	catalog := reconcile.NewCatalog([]reconcile.Offer{{ID: "CFQ7TTC0LH18:0001", EquivalentTo: []string{graph}}})
	if !catalog.Equivalent(graph, "cfq7ttc0lh18:0001") || !catalog.Equivalent("CFQ7TTC0LH18:0001", strings.ToUpper(graph)) {
		t.Error("a row of Graph and an offer are not taken for the same product")
	}
}
