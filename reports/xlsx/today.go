package xlsx

import (
	"cmp"
	"strings"

	"github.com/xuri/excelize/v2"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// today returns the first sheet: what was not checked, what is to be done now, what is
// new, the money, and below that what the run has counted.
func (b *builder) today(f *figures) workbook.Sheet {
	g, columns := grid{columns: todayColumns}, b.todayWidths()
	g.put(0, dayColumn, []int{1}, workbook.Text(b.Title()).As(workbook.Title))
	at := b.putUnchecked(&g, &f.briefing, 1)
	at = b.putSentences(&g, f, at)
	at = b.putNow(&g, f, at)
	at = b.putChanges(&g, f, at)
	if !b.WithoutMoney() {
		at = b.putMoney(&g, at)
	}
	at = b.putHeat(&g, &f.briefing, at)
	weeks := b.putCounts(&g, f, at)
	chart := b.putDetails(&g, f)
	return workbook.Sheet{
		Name: b.Words.Labels.SheetToday, Count: len(g.rows), Rows: g.all(), Columns: columns, Landscape: true,
		Decorate: func(book *excelize.File, tab string) error {
			return addCharts(book, tab, columns, g.bottom(), b.dueChart(tab, weeks), exposureChart(tab, chart))
		},
	}
}

// putUnchecked writes which customers were not checked, and gives the first row below.
func (b *builder) putUnchecked(g *grid, briefing *reports.Briefing, at int) int {
	l := &b.Words.Labels
	if len(briefing.Unchecked) == 0 {
		g.put(at, dayColumn, []int{todayColumns}, workbook.Text(l.AllChecked).As(workbook.Muted))
		return at + 2
	}
	spans := []int{2, 4, 4, 2, 1}
	g.put(at, dayColumn, spans, alarm(l.NotEvaluated).LinkSheet(b.index(customersSheet)),
		alarm(b.Heading("tenant_name")), alarm(b.Heading("reason")), alarm(b.InZone(l.DataSince)), alarm(l.Subscriptions))
	for i := range briefing.Unchecked {
		u := &briefing.Unchecked[i]
		at++
		g.put(at, dayColumn, spans, workbook.Int(int64(u.Customers)).As(workbook.Strong),
			workbook.Text(b.Names(&u.Names)), workbook.Text(b.Words.CoverageReason(&u.Oldest)), b.instantOf(u.Since), workbook.Int(int64(u.Subscriptions)))
	}
	return at + 2
}

func alarm(text string) workbook.Cell { return workbook.Text(text).As(workbook.Alarm) }

// isSentence tells of what a reader must not miss and takes a line of its own.
func isSentence(fact reports.Fact) bool {
	return fact.Kind != reports.UsualFact && fact.Kind != reports.PartialFact
}

// putSentences writes what takes a line of its own, and gives the first row below.
func (b *builder) putSentences(g *grid, f *figures, at int) int {
	first := at
	for _, fact := range f.facts {
		if isSentence(fact) {
			g.put(at, dayColumn, []int{2, todayColumns - 2}, workbook.Text(fact.Label).As(workbook.Strong), b.factCell(fact))
			at++
		}
	}
	if at > first {
		at++
	}
	return at
}

func (b *builder) factCell(fact reports.Fact) workbook.Cell {
	switch {
	case fact.Kind == reports.CutFact:
		return workbook.Text(fact.Text).As(workbook.Strong)
	case fact.Kind != reports.UsualFact:
		return workbook.Text(fact.Text).As(workbook.Warning)
	case !fact.At.IsZero():
		return b.instantOf(fact.At)
	default:
		return workbook.Text(fact.Text)
	}
}

// putNow writes what is to be done now, with a line for what has long been lying and for
// the rest, and gives the first row below.
func (b *builder) putNow(g *grid, f *figures, at int) int {
	l, now := &b.Words.Labels, &f.briefing.Now
	at = b.putFindings(g, at, l.DoNow, "action", len(now.Rows), now.All, func(i int) []workbook.Cell {
		x := &now.Rows[i]
		cells := b.todayRow(f, x, b.Action(&x.Finding))
		contact := f.briefing.Contact(&x.Finding)
		who := []string{b.Who(x.Finding.Owner, x.Finding.SellerName)}
		for _, text := range []string{contact.Name, contact.Email} {
			if text = reports.Readable(text); text != "" {
				who = append(who, text)
			}
		}
		cells[5] = workbook.Text(strings.Join(who, "\n"))
		return cells
	})
	at-- // the lines belong to the table
	for _, line := range b.Rest(&f.briefing) {
		g.put(at, dayColumn, []int{todayColumns}, workbook.Text(line).LinkSheet(b.index(actionsSheet)))
		at++
	}
	return at + 1
}

// findingSpans are the columns of a finding on the first sheet; without money what is to
// be done has their room too.
func (b *builder) findingSpans() []int {
	if b.WithoutMoney() {
		return []int{1, 1, 2, 2, 6, 2}
	}
	return []int{1, 1, 2, 2, 4, 2, 1, 1}
}

// putFindings writes a table of findings, and gives the first row below it, after an
// empty one. What the rows say stands under a key of the columns.
func (b *builder) putFindings(g *grid, at int, title, says string, shown, all int, row func(int) []workbook.Cell) int {
	title = b.Counting(title, shown, all)
	g.put(at, dayColumn, []int{todayColumns}, workbook.Text(title).As(workbook.Strong))
	at++
	heading := []workbook.Cell{
		workbook.Text(b.Heading("due_day")),
		{},
		workbook.Text(b.Heading("tenant_name")), workbook.Text(b.Heading("offer_name")),
		workbook.Text(b.Heading(says)), workbook.Text(b.Heading("owner")),
	}
	texts := len(heading)
	if !b.WithoutMoney() {
		heading = append(heading, workbook.Text(b.Heading("exposure_amount")), workbook.Text(b.Heading("exposure_kind")))
	}
	var rows [][]workbook.Cell
	for i := range shown {
		rows = append(rows, row(i))
	}
	if shown == 0 {
		rows = [][]workbook.Cell{{workbook.Text(b.Words.Labels.NothingNow).As(workbook.Muted)}}
		g.table(at, dayColumn, b.findingSpans(), heading, texts, nil)
		g.put(at+1, dayColumn, []int{todayColumns}, rows[0]...)
		return at + 3
	}
	return g.table(at, dayColumn, b.findingSpans(), heading, texts, rows)
}

// todayRow writes a finding with what is to be said of it. It leads to its row among the
// actions.
func (b *builder) todayRow(f *figures, x *reconcile.Reported, says string) []workbook.Cell {
	cells := b.findingCells(&x.Finding, says)
	if row, found := f.rows[x.Finding.ID]; found {
		cells[2] = cells[2].LinkRow(b.index(actionsSheet), row)
	}
	if x.Delta.Fresh() && b.Summary.Delta.New < b.Summary.Findings { // not where all are new
		cells[1] = workbook.Text(b.leftText(x.Finding.Due) + "\n" + b.Words.Delta(x.Delta))
	}
	return cells
}

// findingCells are the cells of a finding on the first sheet.
func (b *builder) findingCells(f *reconcile.Finding, says string) []workbook.Cell {
	cells := []workbook.Cell{
		dayOf(f.Due.Day).As(lookOf(b.Urgency(f.Due))),
		workbook.Text(b.leftText(f.Due)),
		workbook.Text(reports.NameOr(f.TenantName, f.TenantID)),
		workbook.Text(b.Words.Product(reports.OfferOf(f.OfferName, f.OfferID, ""), f.Quantity)),
		workbook.Text(says),
		workbook.Text(b.Who(f.Owner, f.SellerName)),
	}
	if !b.WithoutMoney() {
		cells = append(cells, moneyOf(f.Exposure.Amount), workbook.Text(b.kindOf(f)))
	}
	return cells
}

// leftText says how far away a due is, or that there is none.
func (b *builder) leftText(due reconcile.Due) string {
	return cmp.Or(b.Left(b.DaysLeft(due)), b.Words.Urgency(reconcile.NoUrgency))
}

// kindOf names the kind of a finding's money, where it has an amount.
func (b *builder) kindOf(f *reconcile.Finding) string {
	if !f.Exposure.Amount.Known() {
		return ""
	}
	return b.Words.MoneyKind(f.Exposure.Kind)
}

// putChanges writes what is new, has changed, is there again or has gone since the run
// before, and gives the first row below.
func (b *builder) putChanges(g *grid, f *figures, at int) int {
	t, l, briefing := b.Words, &b.Words.Labels, &f.briefing
	for _, part := range []struct {
		title string
		list  *reports.First[reconcile.Reported]
		says  string
		text  func(*reconcile.Reported) string
	}{
		{l.SinceNew, &briefing.New, "message", func(x *reconcile.Reported) string { return t.Message(&x.Finding) }},
		{l.SinceChanged, &briefing.Changed, "change_details", func(x *reconcile.Reported) string {
			return strings.Join(b.Differences(x), "\n")
		}},
		{l.SinceReopened, &briefing.Reopened, "message", func(x *reconcile.Reported) string { return t.Message(&x.Finding) }},
	} {
		if part.list.All > 0 {
			at = b.putFindings(g, at, part.title, part.says, len(part.list.Rows), part.list.All, func(i int) []workbook.Cell {
				x := &part.list.Rows[i]
				return b.todayRow(f, x, part.text(x))
			})
		}
	}
	gone := &briefing.Resolved
	if gone.All == 0 {
		return at
	}
	d := b.Summary.Delta
	before := b.Missed + d.New + d.Changed + d.Reopened // the rows before them on the sheet of changes
	return b.putFindings(g, at, l.SinceResolved, "change_details", len(gone.Rows), gone.All, func(i int) []workbook.Cell {
		x := &gone.Rows[i]
		cells := b.findingCells(&x.Finding, b.Pair(t.Title(x.Finding.Code), t.Resolved(x.Reason)))
		cells[0], cells[1] = dayOf(x.Finding.Due.Day), workbook.Cell{}
		cells[2] = cells[2].LinkRow(b.index(changesSheet), before+i)
		return cells
	})
}
