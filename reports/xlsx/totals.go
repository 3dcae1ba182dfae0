package xlsx

import (
	"math/big"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/workbook"
)

// putTotals writes the control totals, which tie what the run has counted to the rows of
// this workbook.
func (b *builder) putTotals(g *grid, f *figures, at int) {
	l := &b.Words.Labels
	heading := []workbook.Cell{workbook.Text(l.Totals), workbook.Text(l.ByRun), workbook.Text(l.InReport), workbook.Text(l.Difference)}
	g.table(at, 0, []int{6, 2, 2, 2}, heading, 1, append(b.countedTotals(f), b.moneyTotals(f)...))
}

func (b *builder) countedTotals(f *figures) [][]workbook.Cell {
	t, totals := b.Words, b.Summary.Totals
	tie := func(label string, run, report int64) []workbook.Cell {
		return []workbook.Cell{workbook.Text(label), workbook.Int(run), workbook.Int(report), difference(workbook.Int(run-report), run == report)}
	}
	detail := func(total reconcile.Total) []workbook.Cell {
		return []workbook.Cell{workbook.Text("   " + t.Total(total)).As(workbook.Muted), {}, workbook.Int(totals[total]).As(workbook.Muted)}
	}
	return [][]workbook.Cell{
		tie(t.Total(reconcile.TotalSubscriptions), totals[reconcile.TotalSubscriptions],
			totals[reconcile.TotalWithFindings]+totals[reconcile.TotalRoutine]+totals[reconcile.TotalNotEvaluated]),
		detail(reconcile.TotalWithFindings), detail(reconcile.TotalRoutine), detail(reconcile.TotalNotEvaluated),
		tie(t.Total(reconcile.TotalSeats), totals[reconcile.TotalSeats], f.seats),
		tie(t.Labels.Findings, int64(b.Summary.Findings), int64(f.findings)),
		tie(b.Pair(t.Labels.SheetCustomers, t.Labels.Findings), int64(b.Summary.Findings), int64(f.customers.findings)),
	}
}

// moneyTotals ties the sums above the lists to what the run has added: each finding on the
// sheet of money, each subscription once on that of the customers.
func (b *builder) moneyTotals(f *figures) [][]workbook.Cell {
	var rows [][]workbook.Cell
	tie := func(sheet string, key moneyKey, run, report *big.Int) {
		money := func(minor *big.Int) workbook.Cell {
			return workbook.Amount(reconcile.FormatMinor(minor, key.currency), key.currency)
		}
		missing := new(big.Int).Sub(run, report)
		rows = append(rows, []workbook.Cell{
			workbook.Text(b.Pair(sheet, b.MoneyOf(b.Words.Labels.ExposureOf, key.kind, key.currency))),
			money(run), money(report),
			difference(money(missing), missing.Sign() == 0),
		})
	}
	for _, total := range b.Exposures() {
		key := moneyKey{total.Kind, total.Currency}
		tie(b.Words.Labels.SheetMoney, key, total.Minor, f.exposure.of(key))
		tie(b.Words.Labels.SheetCustomers, key, total.Headline, f.customers.money.of(key))
	}
	for _, sum := range b.Summary.Exposure {
		if sum.Code == rules.CodeCreditCandidate {
			key := moneyKey{sum.Kind, sum.Currency}
			tie(b.Words.Labels.SheetCredits, key, sum.Minor, f.credits.of(key))
		}
	}
	return rows
}

// difference makes a difference stand out where there is one.
func difference(cell workbook.Cell, none bool) workbook.Cell {
	if none {
		return cell
	}
	return cell.As(workbook.Alarm)
}
