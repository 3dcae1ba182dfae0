package rules

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
)

// The codes of the job data-quality.
const (
	CodeUnknownValue reconcile.Code = "unknown-value"
	CodeFactConflict reconcile.Code = "fact-conflict"
	CodeTermMissing  reconcile.Code = "term-missing"
	CodePriceMissing reconcile.Code = "price-missing"
	CodeInvalidRow   reconcile.Code = "invalid-row"
)

func qualityRules() []Rule {
	const job = reconcile.DataQualityJob
	return []Rule{
		{
			Code: CodeUnknownValue, Job: job, Severities: severities(reconcile.Medium),
			Evidence: keys("column", "value", "rows", "row_ids"), Sources: []string{resourcesPage}, tenant: unknownValue,
		},
		{
			Code: CodeFactConflict, Job: job, Severities: severities(reconcile.High, reconcile.Medium),
			Evidence: keys("kind", "differs", "columns", "source", "other_source", "rows", "row_ids"), Sources: []string{resourcesPage},
			tenant: factConflict,
		},
		{
			Code: CodeTermMissing, Job: job, Severities: severities(reconcile.Low),
			Evidence: keys("source", "rows", "row_ids"), Sources: []string{resourcesPage}, tenant: termMissing,
		},
		{
			Code: CodePriceMissing, Job: job, Severities: severities(reconcile.Low),
			Evidence: keys("source", "rows", "row_ids"), Sources: []string{resourcesPage}, tenant: priceMissing,
		},
		{
			Code: CodeInvalidRow, Job: job, Severities: severities(reconcile.Medium),
			Evidence: keys("invalid", "quantity", "unit_price", "term_start", "source", "rows", "row_ids"), Sources: []string{resourcesPage},
			tenant: invalidRow,
		},
	}
}

// oddity is a value outside its list, and a reason with its data source.
type oddity struct{ column, value string }

// listed reports whether a column may hold a value; the empty text is unknown and
// always allowed.
func listed[T ~string](value T, list ...T) bool {
	return value == "" || slices.Contains(list, value)
}

// columnCheck is one column whose values are listed.
type columnCheck struct {
	column string
	value  string
	ok     bool
}

// choice checks a column of a type that knows its list.
func choice[T interface {
	~string
	Listed() bool
}](column string, value T,
) columnCheck {
	return columnCheck{column, string(value), value == "" || value.Listed()}
}

func subscriptionColumns(s *reconcile.Subscription) [10]columnCheck {
	_, currency := reconcile.CurrencyExponent(s.Currency)
	return [...]columnCheck{
		choice("channel", s.Channel), choice("commerce", s.Commerce), choice("account_type", s.AccountType),
		choice("product_type", s.ProductType), choice("status", s.Status), choice("end_of_term", s.EndOfTerm),
		choice("term", s.Term), choice("billing_cycle", s.BillingCycle), choice("renew_term", s.RenewTerm),
		{"currency", s.Currency, s.Currency == "" || currency},
	}
}

func tenantColumns(t *reconcile.Tenant) [3]columnCheck {
	return [...]columnCheck{
		{"country", t.Country, t.Country == "" || reconcile.IsCountry(t.Country)},
		choice("cloud", t.Cloud), choice("relationship", t.Relationship),
	}
}

func moveColumns(m *reconcile.Move) [2]columnCheck {
	return [...]columnCheck{
		{"route", string(m.Route), listed(m.Route, reconcile.Routes()...)},
		{"move_status", string(m.Status), listed(m.Status, reconcile.MoveStatuses()...)},
	}
}

func transferColumn(t *reconcile.Transfer) columnCheck { return choice("transfer_status", t.Status) }

// unknownValue names the rows by their own ids: a move by its source's, and the
// tenant's row by the tenant's. A value that another source has replaced is told
// all the same, and so is a text that could not be read.
func unknownValue(v *view) []reconcile.Finding {
	found := map[oddity][]string{}
	check := func(id string, columns ...columnCheck) {
		for _, c := range columns {
			if !c.ok {
				found[oddity{c.column, c.value}] = append(found[oddity{c.column, c.value}], id)
			}
		}
	}
	unreadable := func(id string, columns []string) {
		for _, column := range columns {
			check(id, columnCheck{column: column, value: reconcile.Unreadable})
		}
	}
	profile := tenantColumns(v.tenant)
	check(v.tenant.ID, profile[:]...)
	unreadable(v.tenant.ID, v.tenant.Unreadable)
	for i := range v.tenant.Moves {
		columns := moveColumns(&v.tenant.Moves[i])
		check(v.tenant.Moves[i].SourceID, columns[:]...)
		unreadable(v.tenant.Moves[i].SourceID, v.tenant.Moves[i].Unreadable)
	}
	for i := range v.tenant.Transfers {
		check(v.tenant.Transfers[i].ID, transferColumn(&v.tenant.Transfers[i]))
	}
	for i := range v.rows {
		s := v.rows[i].sub
		if v.rows[i].left {
			continue
		}
		columns := subscriptionColumns(s)
		check(s.ID, columns[:]...)
		for _, u := range s.Unlisted {
			check(s.ID, columnCheck{column: u.Field.String(), value: u.Value})
		}
	}
	return v.perOddity(found, func(o oddity) (string, []reconcile.Evidence) {
		return o.column + "=" + o.value, []reconcile.Evidence{ev("column", o.column), ev("value", o.value)}
	})
}

// perOddity makes one finding of each group of rows, in a fixed order.
func (v *view) perOddity(found map[oddity][]string,
	describe func(oddity) (subject string, evidence []reconcile.Evidence),
) []reconcile.Finding {
	order := make([]oddity, 0, len(found))
	for o := range found {
		order = append(order, o)
	}
	slices.SortFunc(order, func(a, b oddity) int {
		return cmp.Or(cmp.Compare(a.column, b.column), cmp.Compare(a.value, b.value))
	})
	var list []reconcile.Finding
	for _, o := range order {
		subject, evidence := describe(o)
		f := v.overall(reconcile.Medium, reconcile.OwnerUs, reconcile.Due{}, append(evidence, rowEvidence(found[o])...)...)
		f.Subject = subject
		list = append(list, f)
	}
	return list
}

// listedRows is how many ids of rows a finding spells out; their number is
// always told.
const listedRows = 100

func rowEvidence(ids []string) []reconcile.Evidence {
	slices.Sort(ids)
	ids = slices.Compact(ids)
	text := strings.Join(ids[:min(len(ids), listedRows)], " ")
	if len(ids) > listedRows {
		text += " …"
	}
	return []reconcile.Evidence{ev("rows", number(len(ids))), ev("row_ids", text)}
}

// invalidRow leaves usage aside, whose amounts may be credits, and software that is
// not to be moved.
func invalidRow(v *view) []reconcile.Finding {
	var list []reconcile.Finding
	lacking := map[oddity][]string{}
	for i := range v.rows {
		r := &v.rows[i]
		if !r.concerned() || !r.counts() || !r.sold() {
			continue
		}
		if r.sub.Quantity.N < 0 {
			list = append(list, v.invalid(r, "negative-seats", fact("quantity", number(r.sub.Quantity.N))))
		}
		if price := r.sub.UnitPrice; price.Known && price.Value.IsNeg() {
			list = append(list, v.invalid(r, "negative-price", fact("unit_price", price.String())))
		}
		if r.life.LastDay.Known() && r.sub.TermStart.Known() && r.sub.TermStart > r.life.LastDay {
			list = append(list, v.invalid(r, "end-before-start", fact("term_start", r.sub.TermStart.String())))
		}
		switch {
		case needsEnd(r):
			reason := oddity{"no-end-date", r.sub.Source}
			lacking[reason] = append(lacking[reason], r.sub.ID)
		case r.sub.Status == "" && !r.gone: // what is not to be judged must not look well
			reason := oddity{"no-status", r.sub.Source}
			lacking[reason] = append(lacking[reason], r.sub.ID)
		}
	}
	return append(list, v.perOddity(lacking, func(o oddity) (string, []reconcile.Evidence) {
		return o.column + ":" + o.value, []reconcile.Evidence{ev("invalid", o.column), ev("source", o.value)}
	})...)
}

func (v *view) invalid(r *row, reason string, evidence reconcile.Evidence) reconcile.Finding {
	f := v.about(r, reconcile.Medium, reconcile.OwnerUs, reconcile.Due{}, ev("invalid", reason), evidence)
	f.Subject, f.Assumptions = reason, ofSources(r.sub)
	return *f
}

// needsEnd reports whether a row lacks an end date that its dues are counted from.
func needsEnd(r *row) bool {
	if r.life.LastDay.Known() {
		return false
	}
	switch r.life.Status {
	case reconcile.Active, reconcile.Pending, reconcile.Suspended, reconcile.Expired, reconcile.Disabled:
		return true
	default:
		return false
	}
}
