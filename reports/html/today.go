package html

import (
	"cmp"
	"context"
	"slices"

	"handover/reconcile"
	"handover/reports"
)

// unchecked is a group of customers that were not looked at.
type unchecked struct {
	Customers, Names, Why string
}

// Unchecked returns what was not looked at, the largest group first.
func (p *page) Unchecked() []unchecked {
	var list []unchecked
	for i := range p.briefing.Unchecked {
		u := &p.briefing.Unchecked[i]
		list = append(list, unchecked{p.Number(u.Customers), p.Names(&u.Names), p.WhyUnchecked(u)})
	}
	return list
}

// Now returns what is to be done now.
func (p *page) Now() []action { return p.actionsOf(p.briefing.Now.Rows) }

// NowTitle counts what is to be done now.
func (p *page) NowTitle() string {
	return p.Counting(p.Words.Labels.DoNow, len(p.briefing.Now.Rows), p.briefing.Now.All)
}

// Rest tells what else is open, a line each.
func (p *page) Rest() []string { return p.Report.Rest(&p.briefing) }

// Contact says whom to write to about a finding that is to be seen to now.
func (p *page) Contact(f *reconcile.Finding) string {
	return reports.ContactText(p.briefing.Contact(f))
}

// AllNew reports whether every finding is new, as in the first run: none is worth a mark.
func (p *page) AllNew() bool { return p.Summary.Delta.New == p.Summary.Findings }

// change is a list of findings with one change since the run before.
type change struct {
	ID, Title string
	Delta     reconcile.Delta
	Rows      []action
}

// Fresh returns the findings that are new or there again, beside those to be seen to now.
func (p *page) Fresh() []change {
	l := &p.Words.Labels
	var list []change
	for _, c := range []struct {
		id, title string
		delta     reconcile.Delta
		rows      *reports.First[reconcile.Reported]
	}{
		{"new", l.SinceNew, reconcile.New, &p.briefing.New},
		{"reopened", l.SinceReopened, reconcile.Reopened, &p.briefing.Reopened},
	} {
		if c.rows.All > 0 && !p.AllNew() {
			list = append(list, change{c.id, p.Counting(c.title, len(c.rows.Rows), c.rows.All), c.delta, p.actionsOf(c.rows.Rows)})
		}
	}
	return list
}

func (p *page) actionsOf(rows []reconcile.Reported) []action { return slices.Collect(p.rows(rows)) }

// gridRow is an urgency with its findings by severity.
type gridRow struct {
	reports.Counted // all of them
	Cells           []reports.Counted
}

// Grid returns the findings by urgency and severity; what never occurs is left out.
func (p *page) Grid() []gridRow {
	var list []gridRow
	for _, urgency := range reports.CountsOf(reconcile.Urgencies(), p.Summary.ByUrgency, p.Words.Urgency, false) {
		row := gridRow{Counted: urgency}
		for _, severity := range p.GridHeads() {
			severity.N = p.briefing.Grid[reconcile.Severity(severity.Code)][reconcile.Urgency(urgency.Code)]
			row.Cells = append(row.Cells, severity)
		}
		list = append(list, row)
	}
	return list
}

// GridHeads returns the severities that occur.
func (p *page) GridHeads() []reports.Counted {
	return reports.CountsOf(reconcile.Severities(), p.Summary.BySeverity, p.Words.Severity, false)
}

// partner is another partner with what it is asked for.
type partner struct {
	reports.Partner
	Named, Whom, NextDue string
	Amounts              []string
	Critical             int
}

// Partners returns the other partners that have to act.
func (p *page) Partners() []partner {
	var list []partner
	for i := range p.partners {
		x := &p.partners[i]
		list = append(list, partner{
			*x, cmp.Or(reports.NameOr(x.Name, x.SellerID), p.Words.Labels.UnknownSeller), reports.ContactText(x.Contact),
			p.DayText(x.Next.Day), p.headlines(x.Money), x.BySeverity[reconcile.Critical],
		})
	}
	return list
}

// headlines writes the amounts of each kind and currency, in which each subscription
// counts once.
func (p *page) headlines(sums []reconcile.MoneySum) []string {
	var texts []string
	for i := range sums {
		if sum := &sums[i]; sum.Currency != "" && sum.Headline().Sign() != 0 {
			amount := p.Words.Amount(reconcile.FormatMinor(sum.Headline(), sum.Currency), sum.Currency)
			texts = append(texts, p.Pair(p.Words.MoneyKind(sum.Kind), amount))
		}
	}
	return texts
}

// readBriefing reads what a reader has to know first, and whom to ask.
func (p *page) readBriefing(ctx context.Context) error {
	var err error
	if p.briefing, err = p.Briefing(ctx); err != nil {
		return err
	}
	p.partners, err = p.Report.Partners(ctx)
	return err
}

// GridTitle names the two sides of the grid.
func (p *page) GridTitle() string {
	return p.InOneLine([]string{p.Words.Labels.BySeverity, p.Words.Labels.ByUrgency})
}
