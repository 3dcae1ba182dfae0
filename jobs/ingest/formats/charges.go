package formats

import (
	"slices"
	"strings"
	"time"

	"handover/reconcile"
)

// What the lines of Microsoft's bills have in common: several of them are about one
// subscription, and the newest charge tells how it is now.

// Notes of the line of a bill. They sort as the charges follow one another.
const (
	chargedNote = "charged" // when the charge begins and ends, and when it was ordered
	pricedNote  = "priced"  // the same of the line that the price comes from
)

// noGUID stands for no id in some exports.
const noGUID = "00000000-0000-0000-0000-000000000000"

// chargedTenants are the customers that a bill names.
func chargedTenants() Part {
	return Part{
		Kind:      reconcile.TenantRows,
		Columns:   []string{"tenant_id", "name", "domain", "country"},
		Translate: chargedTenant,
		Key:       chargedKey("customerid"),
		Combine:   fillIn,
	}
}

// chargedKey tells lines by some ids.
func chargedKey(idKeys ...string) func(*Record) string {
	return func(rec *Record) string {
		id, _ := bare(rec, idKeys...)
		tenant, _ := bare(rec, "customerid")
		return reconcile.CanonicalID(tenant) + " " + reconcile.CanonicalID(id)
	}
}

func chargedTenant(rec *Record) ([]Row, error) {
	id, from := bare(rec, "customerid")
	if _, _, other := otherPartner(rec); other || id == "" || id == noGUID {
		return nil, Skip("lines without a customer of ours")
	}
	var row Row
	row.Set("tenant_id", from, id)
	setText(&row, rec, "name", "customername")
	setText(&row, rec, "domain", "customerdomainname", "domainname")
	setText(&row, rec, "country", "customercountry")
	return []Row{row}, nil
}

// otherPartner returns the partner of a line that is neither the configured one nor one of
// its providers, whose bills an indirect reseller may be given.
func otherPartner(rec *Record) (id, from string, other bool) {
	id, from = bare(rec, "partnerid", "partnertenantid")
	isPartner := func(ours string) bool { return reconcile.CanonicalID(id) == reconcile.CanonicalID(ours) }
	other = id != "" && rec.File.Partner != "" && !isPartner(rec.File.Partner) && !slices.ContainsFunc(rec.File.Providers, isPartner)
	return id, from, other
}

// checkPartner refuses a line of another partner.
func checkPartner(rec *Record) error {
	if id, from, other := otherPartner(rec); other {
		return &Problem{from, "the line is of another partner, " + shortened(id) + ": read files of the configured partner and its providers only"}
	}
	return nil
}

// startLine begins the row of a line: whose subscription it is, and when the charge is.
// Beside an error the row tells whose line it is, where that is known.
func startLine(rec *Record, commerce reconcile.Commerce, idKeys ...string) (row Row, err error) {
	id, from := bare(rec, idKeys...)
	if id == "" || id == noGUID {
		return row, Skip("lines without a subscription, such as fees and taxes")
	}
	if paysBack(rec) {
		return row, Skip("credits and refunds, which show no subscription")
	}
	tenant, tenantFrom := bare(rec, "customerid")
	if tenant == "" || tenant == noGUID {
		return row, &Problem{"CustomerId", "no tenant: write the tenant id of the customer into the line"}
	}
	row.Set("tenant_id", tenantFrom, tenant)
	row.Set("subscription_id", from, id)
	err = checkPartner(rec)
	if err != nil {
		return row, err
	}
	row.Set("channel", "", string(reconcile.CSP))
	row.Set("commerce", "", string(commerce))
	partner, partnerFrom := bare(rec, "partnerid")
	row.SetKnown("seller_id", partnerFrom, partner)
	setText(&row, rec, "seller_name", "partnername")
	charged, err := chargedWhen(rec)
	row.Note(chargedNote, charged)
	return row, err
}

// chargeKind returns what a line charges for, without case and separators.
func chargeKind(rec *Record) string {
	kind, _ := rec.Get("chargetype") // what the file calls the column is of no use here
	return Key(kind)
}

// paysBack reports whether a line is a credit or a refund: its seats and its price are
// those of what is paid back. In the older catalogue two kinds of it have their name from
// what is cancelled, which are seats and not the subscription.
// Source: https://learn.microsoft.com/partner-center/billing/recon-file-charge-types
func paysBack(rec *Record) bool {
	switch kind := chargeKind(rec); kind {
	case "cancelfee", "cancelinstanceprorate":
		return true
	default:
		return strings.Contains(kind, "credit") || strings.Contains(kind, "refund")
	}
}

// ofCancelled reports whether a line settles what was cancelled in the middle of its term,
// in new commerce and in the older catalogue.
// Source: https://learn.microsoft.com/partner-center/billing/recon-file-charge-types
func ofCancelled(rec *Record) bool {
	switch chargeKind(rec) {
	case "cancel", "cancelimmediate", "proratefeeswhencancel":
		return true
	default:
		return false
	}
}

// endCancelled lets a subscription that was cancelled end with the last day that it is
// charged for, at the earliest the first of its term. An end of the older catalogue is the
// day after, by so many days.
func endCancelled(row *Row, rec *Record, after int) error {
	if !ofCancelled(rec) {
		return nil
	}
	at, from, err := momentIn(rec, "chargestartdate")
	if err != nil || at.IsZero() {
		return err
	}
	last := reconcile.DayOf(at).AddDays(-1)
	if start, err := reconcile.ParseDay(row.Text("term_start")); err == nil {
		last = max(last, start)
	}
	row.Set("commitment_end", from, last.AddDays(after).String())
	return nil
}

// chargedWhen returns the time of a charge in a form that sorts.
func chargedWhen(rec *Record) (string, error) {
	var when []string
	for _, key := range []string{"chargestartdate", "chargeenddate", "orderdate"} {
		if key == "orderdate" && ofCancelled(rec) {
			when = append(when, "cancelled") // after what it settles
		}
		at, _, err := momentIn(rec, key)
		if err != nil {
			return "", err
		}
		text := ""
		if !at.IsZero() {
			text = at.Format(time.DateTime + ".000000000")
		}
		when = append(when, text)
	}
	return strings.Join(when, "|"), nil
}

// chargedPeriod returns the time of a record's charge; empty where it tells none.
func chargedPeriod(rec *Record) string {
	when, err := chargedWhen(rec)
	if err != nil {
		return "" // the record is refused for it when it is translated
	}
	return when
}

// setPrice gives the price of a line. Only a charge of a whole billing period has that
// of the period, a proration or a credit never.
func setPrice(row *Row, rec *Record, priceKey, currencyKey string) {
	price, from := bare(rec, priceKey)
	if price == "" || !chargesPeriod(chargeKind(rec)) {
		return
	}
	row.Set("unit_price", from, plainDecimal(price))
	row.Note(pricedNote, row.Noted(chargedNote))
	setText(row, rec, "currency", currencyKey, "currency")
}

// chargesPeriod reports whether a kind of charge is that of a whole billing period, in
// new commerce and in the older catalogue.
// Source: https://learn.microsoft.com/partner-center/billing/recon-file-charge-types
func chargesPeriod(kind string) bool {
	switch kind {
	case "new", "renew", "cyclecharge", "cyclefee":
		return true
	default:
		return false
	}
}

// combineCharges makes one row of two lines about a subscription. The newer one tells
// what is so now; the price is that of the newer one of those that have one.
func combineCharges(into, next *Row) {
	newer, older := next, into
	if next.Noted(chargedNote) < into.Noted(chargedNote) {
		newer, older = into, next
	}
	priced := newer
	if !newer.Has("unit_price") || older.Has("unit_price") && older.Noted(pricedNote) > newer.Noted(pricedNote) {
		priced = older
	}
	var row Row
	for _, c := range newer.Cells {
		if !isPrice(c.Column) {
			row.Set(c.Column, c.From, c.Text)
		}
	}
	sameTerm := isSameTerm(newer, older)
	for _, c := range older.Cells {
		if !row.Has(c.Column) && !isPrice(c.Column) && (sameTerm || !isOfTerm(c.Column)) {
			row.Set(c.Column, c.From, c.Text)
		}
	}
	row.Take("unit_price", priced)
	row.Take("currency", priced)
	row.Note(chargedNote, newer.Noted(chargedNote))
	row.Note(pricedNote, priced.Noted(pricedNote))
	*into = row
}

func isPrice(column string) bool { return column == "unit_price" || column == "currency" }

// isOfTerm reports whether a column is about one term of a subscription, so that a line
// of another term says nothing of this one.
func isOfTerm(column string) bool {
	switch column {
	case "term_start", "commitment_end", "term", "billing_cycle", "trial", "est":
		return true
	default:
		return false
	}
}

func isSameTerm(newer, older *Row) bool {
	same := func(column string) bool {
		return !newer.Has(column) || !older.Has(column) || newer.Text(column) == older.Text(column)
	}
	return same("term_start") && same("commitment_end")
}
