package xlsx

import (
	"context"
	"iter"
	"slices"

	"handover/reconcile"
	"handover/reports/workbook"
)

// changesList returns the sheet of what is not as it was after the run before: what was
// new in reports that were never written, then the new findings, the changed, the
// reopened and the resolved ones.
func (b *builder) changesList(ctx context.Context) workbook.Sheet {
	l := b.layout(slices.Concat(sightColumns(), []sheetColumn{
		{key: "delta", width: 12},
		{key: "change_details", width: 30, wrap: true},
	}, actingColumns(), []sheetColumn{{key: "message", width: 36, wrap: true}}), slices.Concat([]sheetColumn{
		{key: "job", width: 17},
		{key: "quantity", width: 9},
		{key: "exposure_currency", width: 9},
		{key: "exposure_kind", width: 22},
		{key: "previous_due", width: 20},
		{key: "due", width: 20},
		{key: "first_seen", width: 20},
		{key: "evidence", width: 60},
		{key: "code", width: 26},
	}, idColumns()))
	d := b.Summary.Delta
	return l.sheet(b.Words.Labels.SheetChanges, b.Missed+d.New+d.Changed+d.Reopened+d.Resolved, b.Words.Labels.NoChange, l.changes(ctx))
}

// changes returns the rows of the sheet. The findings of each kind come together,
// so that they are read once for each kind that there is.
func (l *layout) changes(ctx context.Context) iter.Seq2[[]workbook.Cell, error] {
	r := l.report
	d := r.Summary.Delta
	return func(yield func([]workbook.Cell, error) bool) {
		if r.Missed > 0 {
			for cells, err := range rowsOf(r.MissedFindings(ctx), len(l.shown), l.fill) {
				if !yield(cells, err) || err != nil {
					return
				}
			}
		}
		for _, kind := range [...]struct {
			delta reconcile.Delta
			count int
		}{{reconcile.New, d.New}, {reconcile.Changed, d.Changed}, {reconcile.Reopened, d.Reopened}} {
			if kind.count == 0 {
				continue
			}
			wanted := r.FindingsThat(ctx, func(f *reconcile.Reported) bool { return f.Delta == kind.delta })
			for cells, err := range rowsOf(wanted, len(l.shown), l.fill) {
				if !yield(cells, err) || err != nil {
					return
				}
			}
		}
		for cells, err := range rowsOf(r.Resolved(ctx), len(l.shown), l.fillResolved) {
			if !yield(cells, err) {
				return
			}
		}
	}
}

// fillResolved writes a finding that is no longer there: what it was, why it has
// gone, and nothing to do.
func (l *layout) fillResolved(resolved *reconcile.ResolvedFinding, cells []workbook.Cell) {
	l.fill(&reconcile.Reported{Finding: resolved.Finding}, cells)
	t := l.report.Words
	for key, cell := range map[string]workbook.Cell{
		"delta":          workbook.Text(t.Labels.NoLonger),
		"change_details": workbook.Text(t.Resolved(resolved.Reason)),
		"action":         {},
		"urgency":        {},
	} {
		cells[l.at(key)] = cell
	}
}
