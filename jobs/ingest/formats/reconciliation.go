package formats

import (
	"cmp"
	"strings"

	"handover/reconcile"
)

// reconciliation is the file of what new commerce has charged or is about to: a CSV file
// of Partner Center, or JSON lines of Microsoft Graph with the same fields, of which any
// may be missing but the ids.
// Source: https://learn.microsoft.com/partner-center/billing/modern-invoice-reconciliation-file
func reconciliation() Format {
	return Format{
		Name:    "reconciliation",
		Source:  "reconciliation",
		Title:   "reconciliation file of new commerce, of Partner Center or Microsoft Graph: what was charged, line by line",
		Lacks:   "auto-renew, the end-of-term choice, status and used seats, and subscriptions that were not charged",
		Body:    CSV | JSON,
		Partial: true,
		Period:  chargedPeriod,
		Fits: func(s *Sample) bool {
			return s.Has("customerid", "subscriptionid") && !s.HasOne("offerid", "durableofferid") // ends of the older catalogue are other days
		},
		Recognises: func(s *Sample) bool {
			return s.Has("customerid", "subscriptionid", "productid", "skuid", "chargetype") &&
				s.HasOne("termandbillingcycle", "chargestartdate") &&
				!s.HasOne("usagedate", "meterid", "resourceuri") // rated usage of Azure, day by day
		},
		Parts: []Part{
			chargedTenants(),
			{
				Kind: reconcile.SubscriptionRows,
				Columns: []string{
					"subscription_id", "tenant_id", "channel", "seller_id", "seller_name", "commerce", "product_type", "offer_id",
					"offer_name", "friendly_name", "quantity", "term", "term_start", "commitment_end", "billing_cycle", "trial",
					"est", "unit_price", "currency",
				},
				Translate: reconciliationLine,
				Key:       chargedKey("subscriptionid"),
				Combine:   combineCharges,
			},
		},
	}
}

func reconciliationLine(rec *Record) ([]Row, error) {
	row, err := startLine(rec, reconcile.NCE, "subscriptionid")
	if err != nil {
		return []Row{row}, err
	}
	setOffer(&row, rec)
	setText(&row, rec, "offer_name", "productname", "skuname")
	setText(&row, rec, "friendly_name", "subscriptiondescription")
	err = cmp.Or(
		setDay(&row, rec, "term_start", "subscriptionstartdate"),
		setDay(&row, rec, "commitment_end", "subscriptionenddate"),
		endCancelled(&row, rec, 0),
	)
	if err != nil {
		return []Row{row}, err
	}
	kind, from := chargedProduct(rec)
	row.SetKnown("product_type", from, string(kind))
	setCommitment(&row, rec, kind)
	if kind == reconcile.Usage {
		return []Row{row}, nil // its quantity and price are those of a meter
	}
	seats, from := bare(rec, "quantity")
	row.SetKnown("quantity", from, wholeNumber(seats))
	// The effective price is in the currency of the price list, subtotals are not.
	setPrice(&row, rec, "effectiveunitprice", "pricingcurrency")
	setExtended(&row, rec)
	return []Row{row}, nil
}

// chargedProduct returns the kind of product of a line, and the field that tells it; none
// for what is sold by the seat, as most is.
func chargedProduct(rec *Record) (kind reconcile.ProductType, from string) {
	if from, usage := chargesUsage(rec); usage {
		return reconcile.Usage, from
	}
	publisher, from := rec.Get("publishername")
	switch name := Key(publisher); {
	case name == "" || name == "na" || strings.HasPrefix(name, "microsoft"):
		return "", ""
	default:
		return reconcile.ThirdParty, from
	}
}

// chargesUsage reports whether a line is one of Azure: its plan, a meter or a reservation.
// The ids of what is sold by the seat begin alike; some of its names begin with Azure, and
// its lines have the id of a reservation order too.
func chargesUsage(rec *Record) (from string, usage bool) {
	const seats = "cfq7ttc"
	product, _ := bare(rec, "productid")
	if strings.HasPrefix(Key(product), seats) {
		return "", false
	}
	for _, field := range []string{"subscriptiondescription", "productname", "skuname"} {
		text, from := rec.Get(field)
		name := Key(text)
		if strings.HasPrefix(name, "azure") || strings.Contains(name, "reservation") || strings.Contains(name, "reserved") {
			return from, true
		}
	}
	unit, from := rec.Get("unittype")
	return from, isRate(unit)
}

// isRate reports whether a unit is an amount of something that is used, such as
// "1 GB/Month" or "1 Hour".
func isRate(unit string) bool {
	return unit != "" && '0' <= unit[0] && unit[0] <= '9' && !strings.Contains(Key(unit), "license") && !strings.Contains(Key(unit), "user")
}

// setExtended tells that a line charges an extended service term, by its price or by the
// product's title. A line that does not say so proves nothing.
func setExtended(row *Row, rec *Record) {
	const words = "extended service term"
	if text, from := rec.Get("priceadjustmentdescription"); strings.Contains(reconcile.Fold(text), words) {
		row.Set("est", from, "true")
	}
	for _, title := range []string{"productname", "skuname"} {
		if text, from := rec.Get(title); strings.Contains(reconcile.Fold(text), "- "+words) {
			row.Set("est", from, "true")
		}
	}
}
