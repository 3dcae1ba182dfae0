package formats

import (
	"math/big"
	"strings"
	"time"

	"handover/reconcile"
)

// The price sheets of new commerce by the seat: one market and currency each, with a line
// for every offer, term and billing plan. Their views have the same columns, and are told
// apart by the name of the view in that of the file.
// Source: https://learn.microsoft.com/partner-center/pricing-and-offers

// The views, as the address of a sheet names them.
const (
	extendedView  = "licensebasedest"
	endOfSaleView = "licensebasedeos"
)

// priceSheet is the sheet of the prices that are paid now.
func priceSheet() Format {
	return Format{
		Name:        "price-sheet",
		Source:      "price-sheet",
		Title:       "price sheet of new commerce, view updatedlicensebased: what a partner pays today",
		Lacks:       "prices of extended terms, seat caps, equivalents, and prices of other segments than Commercial",
		Body:        CSV,
		Fits:        isSheet,
		Period:      pricedPeriod,
		PeriodOfAny: true,
		Recognises: func(s *Sample) bool {
			return isSheet(s) && !isView(s, extendedView) && !isView(s, endOfSaleView)
		},
		Parts: []Part{{
			Kind: reconcile.CatalogRows,
			Columns: []string{
				"offer_id", "title", "on_sale_until", "monthly_plan", "monthly_price", "annual_price", "annual_monthly_price",
				"triennial_price", "currency",
			},
			Survey:    surveySheet,
			Translate: sheetPrice,
			Combine:   combinePrices,
		}},
	}
}

// priceSheetExtended is the sheet of the prices of a month in an extended service term.
func priceSheetExtended() Format {
	return Format{
		Name:        "price-sheet-est",
		Source:      "price-sheet-est",
		Title:       "price sheet of extended service terms, view licensebasedest: what a partner pays for a month today",
		Lacks:       "all but the price of a month in an extended term",
		Body:        CSV,
		Fits:        isSheet,
		Period:      pricedPeriod,
		PeriodOfAny: true,
		Recognises:  func(s *Sample) bool { return isSheet(s) && isView(s, extendedView) },
		Parts: []Part{{
			Kind:      reconcile.CatalogRows,
			Columns:   []string{"offer_id", "est_price", "currency"},
			Survey:    surveySheet,
			Translate: extendedPrice,
			Combine:   combinePrices,
		}},
	}
}

func isSheet(s *Sample) bool {
	return s.Has("productid", "skuid", "termduration", "billingplan", "currency", "unitprice", "effectivestartdate", "effectiveenddate")
}

func isView(s *Sample, view string) bool {
	return strings.Contains(reconcile.Fold(s.Name), view)
}

// pricedPeriod returns since when a record's price is paid, in a form that sorts: a sheet
// of last month knows none of this month's. Empty where that lies ahead.
func pricedPeriod(rec *Record) string {
	begin, _, err := momentIn(rec, "effectivestartdate")
	if err != nil || begin.IsZero() || reconcile.DayOf(begin) > rec.File.Today {
		return "" // a bad date is refused when the record is translated
	}
	return begin.Format(time.DateTime)
}

// startSheetRow begins the row of a line of a sheet; a Skip where it is of no use here.
func startSheetRow(rec *Record) (row Row, err error) {
	setOffer(&row, rec)
	segment, _ := rec.Get("segment")
	tier, _ := bare(rec, "pricingtierrangemin")
	switch {
	case segment != "" && reconcile.Fold(segment) != "commercial":
		return row, Skip("lines of other segments than Commercial")
	case !row.Has("offer_id"):
		return row, &Problem{"ProductId", "no offer: a line needs ProductId and SkuId"}
	case tier != "" && tier != "0" && tier != "1":
		return row, Skip("prices for larger numbers of licences")
	default:
		return row, nil
	}
}

// startPriceRow begins the row of a line whose price is one of today's, and returns
// from when and through when it is paid as well, for a note.
func startPriceRow(rec *Record) (row Row, paid string, err error) {
	row, err = startSheetRow(rec)
	if err != nil {
		return row, "", err
	}
	begin, _, err := momentIn(rec, "effectivestartdate")
	if err != nil {
		return row, "", err
	}
	end, _, err := momentIn(rec, "effectiveenddate")
	if err != nil {
		return row, "", err
	}
	first, last := reconcile.DayOf(begin), reconcile.DayOf(end)
	switch today := rec.File.Today; {
	case ofOtherCurrency(rec):
		return row, "", Skip("prices in other currencies than ours")
	case first > today:
		return row, "", Skip("prices that are not paid yet")
	case last.Known() && last < today:
		return row, "", Skip("prices that are no longer paid")
	default:
		return row, first.String() + " " + last.String(), nil
	}
}

// ofOtherCurrency reports whether a line is of a currency in which we are not billed: the
// sheets of European markets have each line in all of Europe's.
// Source: https://learn.microsoft.com/partner-center/pricing-and-offers#european-regional-prices
func ofOtherCurrency(rec *Record) bool {
	currency, _ := rec.Get("currency")
	return rec.File.Currency != "" && reconcile.Fold(currency) != reconcile.Fold(rec.File.Currency)
}

// surveySheet notes the markets and currencies of a sheet: one price is kept of an offer,
// so that lines of several cannot be read.
func surveySheet(file *File, rec *Record) {
	if _, _, err := startPriceRow(rec); err == nil {
		file.Mark(marketOf(rec), 1)
	}
}

// marketOf returns the market of a line, and the currency that is paid there.
func marketOf(rec *Record) string {
	market, _ := rec.Get("market")
	currency, _ := rec.Get("currency")
	return strings.ToUpper(market + ", " + currency)
}

// checkOneMarket refuses a line of a sheet that has several markets or currencies.
func checkOneMarket(rec *Record) error {
	if len(rec.File.Marks) <= 1 {
		return nil
	}
	_, from := rec.Get("market", "currency")
	return &Problem{from, "the sheet has prices of several markets or currencies, here of " + shortened(marketOf(rec)) +
		": name the currency in which you are billed in the configuration (partner.currency), and keep the lines of one market"}
}

func sheetPrice(rec *Record) ([]Row, error) {
	row, paid, err := startPriceRow(rec)
	if err != nil {
		return nil, err
	}
	err = checkOneMarket(rec)
	if err != nil {
		return nil, err
	}
	column, periods := pricedTerm(rec)
	if column == "" {
		return nil, Skip("terms and billing plans of which no price is kept")
	}
	err = setSalesEnd(&row, rec)
	if err != nil {
		return nil, err
	}
	setText(&row, rec, "title", "skutitle", "producttitle")
	setText(&row, rec, "currency", "currency")
	price, from := bare(rec, "unitprice")
	row.SetKnown(column, from, perPeriod(plainDecimal(price), periods))
	row.Note(column, paid)
	row.Set("monthly_plan", "", "false")
	if column == "monthly_price" {
		row.Set("monthly_plan", "", "true")
	}
	return []Row{row}, nil
}

// pricedTerm returns the column for the price of a line's term and billing plan, and how
// many billing periods its price is for: a sheet gives the price of the whole term, and a
// year that is paid monthly costs a twelfth of it each month.
// Source: https://learn.microsoft.com/partner-center/pricing-and-offers#new-commerce-terms-and-billing-frequencies
func pricedTerm(rec *Record) (column string, periods int64) {
	term, _ := rec.Get("termduration")
	plan, _ := rec.Get("billingplan")
	switch term, cycle := termNamed(term), cycleNamed(plan); {
	case term == reconcile.Monthly && cycle == reconcile.BilledMonthly:
		return "monthly_price", 1
	case term == reconcile.Annual && cycle == reconcile.BilledAnnual:
		return "annual_price", 1
	case term == reconcile.Annual && cycle == reconcile.BilledMonthly:
		return "annual_monthly_price", 12
	case term == reconcile.Triennial && cycle == reconcile.BilledTriennial:
		return "triennial_price", 1
	default:
		return "", 0
	}
}

func extendedPrice(rec *Record) ([]Row, error) {
	row, paid, err := startPriceRow(rec)
	if err != nil {
		return nil, err
	}
	err = checkOneMarket(rec)
	if err != nil {
		return nil, err
	}
	if column, _ := pricedTerm(rec); column != "monthly_price" {
		return nil, Skip("terms and billing plans other than by the month")
	}
	price, from := bare(rec, "unitprice")
	row.SetKnown("est_price", from, plainDecimal(price))
	row.Note("est_price", paid)
	setText(&row, rec, "currency", "currency")
	return []Row{row}, nil
}

// perPeriod returns the share of a price that is paid in one of some billing periods,
// exactly, or to ten decimals where it never ends. Text that is no price comes back as it
// was, for its column to refuse.
func perPeriod(price string, periods int64) string {
	const most = 10
	if periods == 1 || len(price) > most+most || strings.Trim(price, "+-.0123456789") != "" {
		return price
	}
	value, ok := new(big.Rat).SetString(price)
	if !ok {
		return price
	}
	value.Quo(value, big.NewRat(periods, 1))
	digits, exact := value.FloatPrec()
	if !exact || digits > most {
		digits = most
	}
	return value.FloatString(digits)
}

// combinePrices makes one row of two lines of an offer. Where two prices of one term are
// valid today, the one that ends first is paid, and of these the one that began last.
func combinePrices(into, next *Row) {
	for _, column := range []string{"monthly_price", "annual_price", "annual_monthly_price", "triennial_price", "est_price"} {
		if next.Has(column) && (!into.Has(column) || paidRather(next.Noted(column), into.Noted(column))) {
			into.Take(column, next)
			into.Note(column, next.Noted(column))
		}
	}
	if next.Text("monthly_plan") == "true" {
		into.Take("monthly_plan", next)
	}
	fillIn(into, next)
}

func paidRather(next, into string) bool {
	first, last, _ := strings.Cut(next, " ")
	otherFirst, otherLast, _ := strings.Cut(into, " ")
	if last != otherLast {
		return otherLast == "" || last != "" && last < otherLast
	}
	return first >= otherFirst
}
