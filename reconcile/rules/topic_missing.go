package rules

import (
	"maps"
	"slices"

	"handover/reconcile"
)

// termMissing reports what renews soon for a time that nobody tells: a yearly
// commitment may hide there.
func termMissing(v *view) []reconcile.Finding {
	found := map[string][]*row{}
	for i := range v.rows {
		r := &v.rows[i]
		renews := r.life.Status == reconcile.Active && r.sub.AutoRenew == reconcile.Yes && r.life.Outcome == reconcile.Renews
		if r.licensed() && r.ours && r.counts() && renews && !r.sub.Term.Listed() && v.within(r.life.LastDay, v.env.Policy.Limits.RenewalNoticeDays) {
			found[r.sub.Source] = append(found[r.sub.Source], r)
		}
	}
	return v.perSource(found, func(f *reconcile.Finding, rows []*row) {
		due := reconcile.Day(0)
		for _, r := range rows {
			due = reconcile.Earlier(due, r.life.LastDay)
		}
		f.Due = reconcile.DueDay(due)
	})
}

// priceMissing reports whose findings would have an amount if the data said what
// a seat costs.
func priceMissing(v *view) []reconcile.Finding {
	found := map[string][]*row{}
	priced := v.pricedBy()
	listed, _ := silence(v.fired)
	for i := range listed {
		f := &listed[i]
		r := v.payerOf(f)
		if r == nil || !lacksPrice(r.sub) {
			continue
		}
		others := priced[r.sub.Source]
		if r.sub.UnitPrice.Known {
			others--
		}
		if r.ours || others > 0 {
			found[r.sub.Source] = append(found[r.sub.Source], r)
		}
	}
	return v.perSource(found, func(*reconcile.Finding, []*row) {})
}

// payerOf returns the row by whose price a finding would have an amount, and has
// none; nil where the amount is known, or rests on the catalogue alone.
func (v *view) payerOf(f *reconcile.Finding) *row {
	r := v.byID[f.SubscriptionID]
	switch {
	case r == nil, f.Exposure.Kind == "", f.Exposure.Amount.Known():
		return nil
	case f.Exposure.Period == reconcile.PerMonth && !v.extendsByPrice(v.offered(r)):
		return nil
	case f.Code == CodeSourceReplaced:
		return r.heir
	default:
		return r
	}
}

// pricedBy counts, by source, the rows of the tenant whose price is known.
func (v *view) pricedBy() map[string]int {
	rows := map[string]int{}
	for i := range v.rows {
		if s := v.rows[i].sub; s.UnitPrice.Known {
			rows[s.Source]++
		}
	}
	return rows
}

// lacksPrice reports whether the data of a row leaves open what it costs. A trial
// costs nothing.
func lacksPrice(s *reconcile.Subscription) bool {
	_, billed := cycleMonths(s)
	_, currency := reconcile.CurrencyExponent(s.Currency)
	return s.Trial != reconcile.Yes && (!s.UnitPrice.Known || !currency || !billed || !s.Term.Listed())
}

// perSource makes one finding of the rows of each data source.
func (v *view) perSource(found map[string][]*row, tell func(*reconcile.Finding, []*row)) []reconcile.Finding {
	var list []reconcile.Finding
	for _, source := range slices.Sorted(maps.Keys(found)) {
		var ids []string
		for _, r := range found[source] {
			ids = append(ids, r.sub.ID)
		}
		f := v.overall(reconcile.Low, reconcile.OwnerUs, reconcile.Due{}, append([]reconcile.Evidence{ev("source", source)}, rowEvidence(ids)...)...)
		f.Subject = source
		tell(&f, found[source])
		list = append(list, f)
	}
	return list
}
