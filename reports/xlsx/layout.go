package xlsx

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// sheetColumn is a column of a sheet of findings: which one, how wide in
// characters, and whether long texts are broken into lines.
type sheetColumn struct {
	key   string
	width float64
	wrap  bool
	head  string // the key of its heading; empty: its own
}

// layout is how a sheet of findings is laid out.
type layout struct {
	report  *builder
	shown   []reports.Column
	heads   []workbook.Column
	printed int // of the columns, from the left
}

// layout lays out a sheet: the columns that are printed, which fill the width of
// a page, and those for the screen at their right. Without money those that hold
// some are left out.
func (b *builder) layout(printed, beside []sheetColumn) layout {
	l := layout{report: b}
	l.add(printed...)
	l.printed = len(l.shown)
	l.add(beside...)
	return l
}

// add adds columns at the right.
func (l *layout) add(columns ...sheetColumn) {
	all := sheetFields()
	for _, s := range columns {
		if l.report.WithoutMoney() && slices.Contains(moneyColumns(), s.key) {
			continue
		}
		at := slices.IndexFunc(all, func(c reports.Column) bool { return c.Key == s.key })
		l.shown = append(l.shown, all[at])
		l.heads = append(l.heads, workbook.Column{
			Title: l.report.Heading(cmp.Or(s.head, s.key)), Kind: sheetKind(all[at].Kind), Width: s.width, Wrap: s.wrap,
		})
	}
}

// addSums adds a column of amounts for each kind and currency.
func (l *layout) addSums(columns []sumColumn) {
	for _, c := range columns {
		l.shown = append(l.shown, reports.Column{Key: c.title, Kind: reports.AmountCell, Cell: func(x reports.Row) reports.Value {
			e := &x.Finding.Exposure
			if !e.Amount.Known() || c.moneyKey != (moneyKey{e.Kind, e.Amount.Currency}) {
				return reports.Value{}
			}
			return reports.Value{Amount: e.Amount}
		}})
	}
	l.heads = append(l.heads, heads(columns)...)
}

// sums returns the row of the sums of such columns.
func (l *layout) sums(columns []sumColumn, of moneySums) []workbook.Cell {
	cells := make([]workbook.Cell, len(l.heads))
	cells[0] = workbook.Text(l.report.Words.Labels.SumShown).As(workbook.Strong)
	for _, c := range columns {
		cells[l.at(c.title)] = sumOf(of, c.moneyKey)
	}
	return cells
}

// fill writes a finding into a row.
func (l *layout) fill(reported *reconcile.Reported, cells []workbook.Cell) {
	row := l.report.Row(reported)
	for i, c := range l.shown {
		cells[i] = l.report.cell(c, c.Cell(row))
	}
}

// at returns the place of a column, or -1 where the sheet has none of it.
func (l *layout) at(key string) int {
	return slices.IndexFunc(l.shown, func(c reports.Column) bool { return c.Key == key })
}

// sheet returns a sheet of findings. The customer stays on screen, with the day at its left.
func (l *layout) sheet(
	name string, count int, empty string, rows iter.Seq2[[]workbook.Cell, error], above ...[]workbook.Cell,
) workbook.Sheet {
	return l.report.list(workbook.Sheet{
		Name: name, Columns: l.heads, Count: count, Empty: empty, Rows: rows,
		PrintColumns: l.printed, FreezeColumns: l.at("tenant_name") + 1, Emphasis: l.emphasis(),
	}, above...)
}

// emphasis makes the near dues and the worst severities stand out. The colours
// are those of urgency alone; on a grey printer ground and weight tell as much.
func (l *layout) emphasis() []workbook.Emphasis {
	var list []workbook.Emphasis
	if at := l.at("urgency"); at >= 0 {
		list = l.report.urgencyEmphasis(at)
	}
	if at := l.at("severity"); at >= 0 {
		list = append(list, workbook.Emphasis{Column: at, Text: l.report.Words.Severity(reconcile.Critical), Look: workbook.Strong})
	}
	return list
}

// urgencyEmphasis makes the near ones stand out in a column of urgencies.
func (b *builder) urgencyEmphasis(column int) []workbook.Emphasis {
	var list []workbook.Emphasis
	for _, urgency := range reconcile.Urgencies() {
		if look := lookOf(urgency); look != workbook.Plain {
			list = append(list, workbook.Emphasis{Column: column, Text: b.Words.Urgency(urgency), Look: look})
		}
	}
	return list
}

// lookOf returns the look of an urgency; the legend explains it.
func lookOf(urgency reconcile.Urgency) workbook.Look {
	switch urgency {
	case reconcile.Overdue:
		return workbook.Alarm
	case reconcile.Within1, reconcile.Within3, reconcile.Within7:
		return workbook.Warning
	case reconcile.Within14, reconcile.Within30:
		return workbook.Notice
	default:
		return workbook.Plain
	}
}

// moneyColumns returns the columns that a report without money does not have.
func moneyColumns() []string {
	return []string{"exposure_amount", "exposure_currency", "exposure_basis", "exposure_kind", "exposure_period"}
}

// sheetFields returns the columns that sheets can show: those of every format, in
// which the names of tenants and offers give way to their ids where they are not
// known and nothing follows a term without an end; and those of the workbook alone.
func sheetFields() []reports.Column {
	fields := append(reports.Columns(),
		reports.Column{Key: "title", Cell: func(x reports.Row) reports.Value { return reports.Value{Text: x.Wording.Words.Title(x.Finding.Code)} }},
		reports.Column{Key: "change_details", Cell: func(x reports.Row) reports.Value { return reports.Value{Text: changeDetails(x)} }},
		reports.Column{Key: "since_run", Kind: reports.NumberCell, Cell: sinceRun},
		reports.Column{Key: "held_until", Kind: reports.DayCell, Cell: func(x reports.Row) reports.Value { return reports.Value{Day: x.Held.Until} }},
		reports.Column{Key: "held_by", Cell: func(x reports.Row) reports.Value { return reports.Value{Text: x.Held.Actor} }},
		reports.Column{Key: "held_reason", Cell: func(x reports.Row) reports.Value { return reports.Value{Text: x.Held.Reason} }},
	)
	for i := range fields {
		switch fields[i].Key {
		case "tenant_name":
			fields[i].Cell = func(x reports.Row) reports.Value {
				return reports.Value{Text: cmp.Or(strings.TrimSpace(x.Finding.TenantName), x.Finding.TenantID)}
			}
		case "subject":
			fields[i].Cell = func(x reports.Row) reports.Value { return reports.Value{Text: x.Wording.Words.Subject(&x.Finding)} }
		case "outcome":
			fields[i].Cell = func(x reports.Row) reports.Value { return reports.Value{Text: string(outcomeOf(&x.Finding))} }
		case "offer_name":
			fields[i].Cell = func(x reports.Row) reports.Value {
				return reports.Value{Text: cmp.Or(x.Finding.OfferName, x.Finding.OfferID)}
			}
		}
	}
	return fields
}

// sinceRun returns the run that wrote a finding as it is, where that is known.
func sinceRun(x reports.Row) reports.Value {
	if x.SinceRun == 0 {
		return reports.Value{}
	}
	return reports.Value{Number: reconcile.CountOf(x.SinceRun)}
}

// outcomeOf returns what happens at the end of a term that has one.
func outcomeOf(f *reconcile.Finding) reconcile.Outcome {
	if f.LastDay.NoEnd() {
		return reconcile.NoOutcome
	}
	return f.Outcome
}

// changeDetails says what has changed in a finding that has, and that it was new in
// reports which were never written, a line each.
func changeDetails(x reports.Row) string {
	var lines []string
	if text := x.Wording.Words.MissedIn(x.Reported); text != "" {
		lines = append(lines, text)
	}
	if x.Delta == reconcile.Changed {
		lines = append(lines, x.Wording.Differences(x.Reported)...)
	}
	return strings.Join(lines, "\n")
}
