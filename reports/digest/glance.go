package digest

import (
	"context"
	"slices"

	"handover/reconcile"
	"handover/reports"
)

// tile answers one question at a glance: what there is to do, what it costs, who acts, and
// what was not looked at.
type tile struct {
	Title string
	Big   string
	Lines []string
	Alarm bool
}

// glanceSums is how many sums of money are told at a glance; the table has all.
const glanceSums = 2

// glance returns the answers that stand first.
func (d *digest) glance(ctx context.Context) ([]tile, error) {
	b, err := d.Briefing(ctx)
	if err != nil {
		return nil, err
	}
	l := &d.Words.Labels
	tiles := []tile{{Title: l.DoNow, Big: d.Number(b.Now.All), Lines: d.urgent(), Alarm: b.Now.All > 0}}
	if money := d.atStake(); money != nil {
		tiles = append(tiles, *money)
	}
	owners := tile{Title: l.ByOwner, Big: d.Number(d.Summary.Findings)}
	for _, c := range reports.CountsOf(reconcile.Owners(), d.Summary.ByOwner, d.Words.Owner, false) {
		owners.Lines = append(owners.Lines, d.Pair(c.Word, d.Number(c.N)))
	}
	unchecked := tile{Title: l.NotEvaluated}
	n := 0
	for i := range b.Unchecked {
		n += b.Unchecked[i].Customers
	}
	unchecked.Big, unchecked.Alarm = d.Number(n), n > 0
	unchecked.Lines = []string{d.Pair(l.Tenants, d.Number(d.Summary.Tenants))}
	return append(tiles, owners, unchecked), nil
}

// urgent counts what is overdue and what comes next.
func (d *digest) urgent() []string {
	var list []string
	for _, urgency := range []reconcile.Urgency{reconcile.Overdue, reconcile.Within1, reconcile.Within7} {
		if n := d.Summary.ByUrgency[urgency]; n > 0 {
			list = append(list, d.Pair(d.Words.Urgency(urgency), d.Number(n)))
		}
	}
	return list
}

// atStake tells the first sums of money that fall due within 30 days; nil where there is
// none, or none may be told.
func (d *digest) atStake() *tile {
	money := d.Money()
	if d.WithoutMoney() || len(money.Lines) == 0 {
		return nil
	}
	windows := reconcile.MoneyWindows()
	within := slices.Index(windows[:], reconcile.DueIn30)
	sum := func(line *reports.MoneyLine) string {
		return d.Words.Amount(reconcile.FormatMinor(line.Amounts[within], line.Currency), line.Currency)
	}
	t := tile{Title: d.Words.MoneyKind(money.Lines[0].Kind), Big: sum(&money.Lines[0]), Lines: []string{money.Heads[within]}}
	for i := 1; i < min(len(money.Lines), glanceSums); i++ {
		t.Lines = append(t.Lines, d.Pair(d.Words.MoneyKind(money.Lines[i].Kind), sum(&money.Lines[i])))
	}
	return &t
}
