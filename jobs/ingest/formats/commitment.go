package formats

import (
	"slices"
	"strings"

	"handover/reconcile"
)

// commitment is what a text of a bill or a price list says of term and billing; what it
// does not say is empty.
type commitment struct {
	term  reconcile.Term
	cycle reconcile.BillingCycle
	trial bool
}

// setCommitment gives the term and the billing cycle of a line. Text that is not known
// here is kept as the term of what is sold by the seat, so that it is reported, and never
// guessed.
func setCommitment(row *Row, rec *Record, kind reconcile.ProductType) {
	text, from := rec.Get("termandbillingcycle")
	frequency, _ := rec.Get("billingfrequency")
	if !rec.Has("billingfrequency") {
		frequency = "not told" // which is not the same as an empty one
	}
	told := commitmentOf(text, frequency)
	if text == "" {
		setSplitCommitment(row, rec)
		return
	}
	term := string(told.term)
	if term == "" && kind != reconcile.Usage {
		term = text
	}
	row.SetKnown("term", from, term)
	row.SetKnown("billing_cycle", from, string(told.cycle))
	if told.trial {
		row.Set("trial", from, "true")
	}
}

// setSplitCommitment reads feeds that have a column for each.
func setSplitCommitment(row *Row, rec *Record) {
	text, from := rec.Get("term", "termduration")
	term := string(termNamed(text))
	if term == "" {
		term = text
	}
	row.SetKnown("term", from, term)
	text, from = rec.Get("billingcycle", "billingplan")
	row.SetKnown("billing_cycle", from, string(cycleNamed(text)))
}

// commitmentOf reads the two forms in which bills write term and billing together: "One-Year
// commitment for monthly/yearly billing", where the frequency decides between what is
// listed, and "1 year, monthly".
func commitmentOf(text, frequency string) commitment {
	if term, cycles, found := strings.Cut(reconcile.Fold(text), " commitment for "); found {
		c := commitment{term: termNamed(term), trial: cycles == "trial"}
		c.cycle = c.billed(strings.TrimSuffix(cycles, " billing"), frequency)
		return c
	}
	term, cycle, found := strings.Cut(reconcile.Fold(text), ",")
	if !found {
		return commitment{}
	}
	c := commitment{term: termNamed(term)}
	if c.term != "" {
		c.cycle = cycleNamed(strings.TrimSuffix(cycle, " billing"))
	}
	return c
}

// billed returns the billing cycle that is meant of a list. A year whose frequency is empty
// is paid once.
func (c commitment) billed(list, frequency string) reconcile.BillingCycle {
	var cycles []reconcile.BillingCycle
	for name := range strings.SplitSeq(list, "/") {
		cycles = append(cycles, cycleNamed(name))
	}
	meant := cycleNamed(frequency)
	switch {
	case c.term == "":
		return ""
	case len(cycles) == 1:
		return cycles[0]
	case frequency == "" && c.term == reconcile.Annual:
		meant = reconcile.BilledAnnual
	}
	if !slices.Contains(cycles, meant) {
		return ""
	}
	return meant
}

// termNamed returns the term of a name; empty where it is none that is known.
func termNamed(name string) reconcile.Term {
	switch Key(name) {
	case "onemonth", "1month", "monthly", "monthlyterm", "p1m":
		return reconcile.Monthly
	case "oneyear", "1year", "annual", "annualterm", "p1y":
		return reconcile.Annual
	case "three3years", "threeyears", "3years", "3year", "triennial", "triennialterm", "p3y":
		return reconcile.Triennial
	default:
		return ""
	}
}

// cycleNamed returns the billing cycle of a name; empty where it is none that is known.
func cycleNamed(name string) reconcile.BillingCycle {
	switch Key(name) {
	case "monthly":
		return reconcile.BilledMonthly
	case "annual", "yearly":
		return reconcile.BilledAnnual
	case "triennial", "3years":
		return reconcile.BilledTriennial
	default:
		return ""
	}
}
