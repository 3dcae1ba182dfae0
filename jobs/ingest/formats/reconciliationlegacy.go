package formats

import (
	"cmp"
	"time"

	"handover/reconcile"
)

// reconciliationLegacy is the file of what the older csp catalogue has charged by the
// seat. Its SubscriptionId and OfferId are those of an inner system: the ids by which
// Partner Center knows them are in two other columns.
// Source: https://learn.microsoft.com/partner-center/billing/license-based-recon-files
func reconciliationLegacy() Format {
	return Format{
		Name:    "reconciliation-legacy",
		Source:  "reconciliation",
		Title:   "reconciliation file of the older csp catalogue, by the seat: what was charged, line by line",
		Lacks:   "auto-renew, term, status and used seats, and subscriptions that were not charged",
		Body:    CSV | JSON,
		Partial: true,
		Period:  chargedPeriod,
		Fits: func(s *Sample) bool {
			return s.Has("customerid") && s.HasOne("syndicationpartnersubscriptionnumber", "subscriptionid") && s.HasOne("offerid", "durableofferid")
		},
		Recognises: func(s *Sample) bool {
			return s.Has("customerid", "subscriptionid", "offerid", "durableofferid", "chargestartdate")
		},
		Parts: []Part{
			chargedTenants(),
			{
				Kind: reconcile.SubscriptionRows,
				Columns: []string{
					"subscription_id", "tenant_id", "channel", "seller_id", "commerce", "offer_id", "offer_name", "friendly_name",
					"quantity", "term_start", "commitment_end", "billing_cycle", "unit_price", "currency",
				},
				Translate: legacyLine,
				Key:       chargedKey("syndicationpartnersubscriptionnumber", "subscriptionid"),
				Combine:   combineCharges,
			},
		},
	}
}

func legacyLine(rec *Record) ([]Row, error) {
	row, err := startLine(rec, reconcile.Legacy, "syndicationpartnersubscriptionnumber", "subscriptionid")
	if err != nil {
		return []Row{row}, err
	}
	offer, from := bare(rec, "durableofferid", "offerid")
	row.SetKnown("offer_id", from, offer)
	setText(&row, rec, "offer_name", "offername")
	setText(&row, rec, "friendly_name", "subscriptionname", "subscriptiondescription")
	seats, from := bare(rec, "quantity")
	row.SetKnown("quantity", from, wholeNumber(seats))
	cycle, from := rec.Get("billingcycletype")
	row.SetKnown("billing_cycle", from, string(cycleNamed(cycle)))
	setPrice(&row, rec, "unitprice", "currency")
	err = cmp.Or(
		setDay(&row, rec, "term_start", "subscriptionstartdate"),
		setMoment(&row, rec, "commitment_end", "subscriptionenddate"),
		endCancelled(&row, rec, 1),
	)
	if err != nil {
		return []Row{row}, err
	}
	return []Row{row}, nil
}

// setMoment gives a column the time of a field, at midnight as a bare day. An end of the
// older catalogue at midnight is the first moment after the last day, and any other is not.
func setMoment(row *Row, rec *Record, column, key string) error {
	at, from, err := momentIn(rec, key)
	day := reconcile.DayOf(at)
	if day.Known() && !at.Equal(day.Start()) {
		row.Set(column, from, at.Format(time.RFC3339Nano))
	} else {
		row.SetKnown(column, from, day.String())
	}
	return err
}
