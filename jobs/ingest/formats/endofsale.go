package formats

import (
	"cmp"

	"handover/reconcile"
)

// priceSheetEndOfSale is the sheet of offers whose sale ends or has ended. Which of its
// days is which is deduced: where it has a day of the end of the sale, the end of the price
// is that of renewals, and else that of the sale.
func priceSheetEndOfSale() Format {
	return Format{
		Name:       "price-sheet-end-of-sale",
		Source:     "price-sheet-end-of-sale",
		Title:      "price sheet of offers whose sale ends, view licensebasedeos: until when they are sold and renewed",
		Lacks:      "all but these days, and the end of renewals where the sheet has no day of the end of the sale",
		Body:       CSV,
		Fits:       isSheet,
		Recognises: func(s *Sample) bool { return isSheet(s) && isView(s, endOfSaleView) },
		Parts: []Part{{
			Kind:      reconcile.CatalogRows,
			Columns:   []string{"offer_id", "on_sale_until", "renewable_until"},
			Translate: endOfSale,
			Combine:   combineEnds,
		}},
	}
}

func endOfSale(rec *Record) ([]Row, error) {
	row, err := startSheetRow(rec)
	if err != nil {
		return nil, err
	}
	priced := "on_sale_until"
	if text, _ := rec.Get("endofsaledate"); text != "" {
		priced = "renewable_until"
	}
	err = cmp.Or(setSalesEnd(&row, rec), setLastDay(&row, rec, priced, "effectiveenddate"))
	if err != nil {
		return nil, err
	}
	if !row.Has("on_sale_until") && !row.Has("renewable_until") {
		return nil, Skip("offers without an end of sale")
	}
	return []Row{row}, nil
}

// setSalesEnd gives the last day of sale of a line that names it.
func setSalesEnd(row *Row, rec *Record) error {
	return setLastDay(row, rec, "on_sale_until", "endofsaledate")
}

// setLastDay gives a column the day of a field, unless that means "no end".
func setLastDay(row *Row, rec *Record, column, key string) error {
	at, from, err := momentIn(rec, key)
	if day := reconcile.DayOf(at); !day.NoEnd() {
		row.SetKnown(column, from, day.String())
	}
	return err
}

// combineEnds keeps the latest days of an offer, which may end with each of its terms on
// another one.
func combineEnds(into, next *Row) {
	for _, column := range []string{"on_sale_until", "renewable_until"} {
		if next.Text(column) > into.Text(column) {
			into.Take(column, next)
		}
	}
}
