package formats

import "handover/reconcile"

// offerMatrix is the list of what new commerce sells by the seat, in no market in
// particular.
//
// The SKUs that one can be converted to are left out: they are mostly larger ones, and an
// equivalent is one that covers in both directions.
// Source: https://learn.microsoft.com/partner-center/pricing-and-offers
func offerMatrix() Format {
	return Format{
		Name:   "offer-matrix",
		Source: "price-sheet-matrix",
		Title:  "offer matrix of new commerce: seat caps, and by which id Microsoft Graph knows an offer",
		Lacks:  "prices, the end of sale, and which offers stand for one another: what can be converted is mostly an upgrade",
		Body:   CSV,
		Fits:   func(s *Sample) bool { return s.Has("productid", "skuid") && s.HasOne("provisioningid", "maxlicenses") },
		Recognises: func(s *Sample) bool {
			return s.Has("productid", "skuid", "provisioningid", "maxlicenses")
		},
		Parts: []Part{{
			Kind:      reconcile.CatalogRows,
			Columns:   []string{"offer_id", "title", "seat_cap", "equivalent_to"},
			Translate: matrixOffer,
			Combine:   fillIn,
		}},
	}
}

func matrixOffer(rec *Record) ([]Row, error) {
	var row Row
	setOffer(&row, rec)
	if !row.Has("offer_id") {
		return nil, &Problem{"ProductId", "no offer: a line needs ProductId and SkuId"}
	}
	setText(&row, rec, "title", "skutitle", "producttitle")
	seats, from := bare(rec, "maxlicenses")
	if seats = wholeNumber(seats); seats != "0" && seats != "-1" { // no limit
		row.SetKnown("seat_cap", from, seats)
	}
	// Graph tells what a tenant has by this id.
	provisioned, from := bare(rec, "provisioningid")
	if provisioned != noGUID {
		row.SetKnown("equivalent_to", from, provisioned)
	}
	return []Row{row}, nil
}
