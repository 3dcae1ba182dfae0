package reports

import (
	"context"
	"io"
	"iter"
	"slices"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports/words"
	"handover/reports/workbook"
)

// writeWorkbook writes an Excel workbook: a summary, a sheet of findings for
// each job of the run, the tenants, and the resolved findings.
func writeWorkbook(ctx context.Context, w io.Writer, r *Report) error {
	jobs := r.jobs()
	sheets := []workbook.Sheet{r.summarySheet(jobs)}
	for _, job := range jobs {
		sheets = append(sheets, r.jobSheet(ctx, job))
	}
	sheets = append(sheets, r.coverageSheet(ctx), r.resolvedSheet(ctx))
	return workbook.Write(ctx, w, workbook.Book{
		Title: r.title(), Creator: "handover", Created: r.run.AsOf,
		Currencies: r.currencies(), Sheets: sheets,
	})
}

func (r *Report) title() string { return words.Fill(r.words.Labels.Title, "run", runID(&r.run)) }

// jobs gives the jobs that the report shows, in their order.
func (r *Report) jobs() []reconcile.Job {
	var jobs []reconcile.Job
	for _, job := range reconcile.Jobs() {
		wanted := r.filter.Job == "" || r.filter.Job == job
		if wanted && (slices.Contains(r.run.Jobs, job) || r.summary.ByJob[job] > 0) {
			jobs = append(jobs, job)
		}
	}
	return jobs
}

// currencies gives the currencies of the findings, which a workbook must know
// beforehand.
func (r *Report) currencies() []workbook.Currency {
	var list []workbook.Currency
	for _, total := range perCurrency(r.summary.Exposure) {
		exponent, _ := reconcile.CurrencyExponent(total.Currency)
		list = append(list, workbook.Currency{Code: total.Currency, Exponent: exponent})
	}
	return list
}

// sheetColumn is a column of a sheet of findings: which one, how wide in
// characters, and whether long texts are broken into lines.
type sheetColumn struct {
	key   string
	width float64
	wrap  bool
}

// sheetColumns gives the columns in the order in which people read them: when,
// who, what, then the details.
func sheetColumns() []sheetColumn {
	return []sheetColumn{
		{"severity", 10, false},
		{"urgency", 15, false},
		{"due_day", 12, false},
		{"days_left", 8, false},
		{"tenant_name", 28, false},
		{"offer_name", 30, false},
		{"quantity", 8, false},
		{"message", 60, true},
		{"action", 50, true},
		{"owner", 15, false},
		{"exposure_amount", 18, false},
		{"exposure_currency", 9, false},
		{"exposure_basis", 45, true},
		{"E", 12, false},
		{"outcome", 14, false},
		{"cover_by", 12, false},
		{"due", 20, false},
		{"delta", 13, false},
		{"state", 13, false},
		{"assumptions", 45, true},
		{"evidence", 40, true},
		{"sources", 40, true},
		{"previous_due", 20, false},
		{"first_seen", 20, false},
		{"last_seen", 20, false},
		{"code", 24, false},
		{"subject", 24, false},
		{"tenant_id", 38, false},
		{"subscription_id", 38, false},
		{"offer_id", 38, false},
		{"id", 34, false},
	}
}

// frozenColumns stay on screen: severity, urgency, due day, days left, tenant.
const frozenColumns = 5

// jobSheet gives the sheet of a job's findings.
func (r *Report) jobSheet(ctx context.Context, job reconcile.Job) workbook.Sheet {
	shown, heads := r.layout()
	return workbook.Sheet{
		Name: r.words.Job(job), Columns: heads, Count: r.summary.ByJob[job], Filter: true,
		FreezeColumns: frozenColumns, Landscape: true, Emphasis: r.emphasis(),
		Rows: rowsOf(r.findingsOf(ctx, job), len(shown), func(reported *reconcile.Reported, cells []workbook.Cell) {
			for i, c := range shown {
				cells[i] = r.cell(c, c.cell(row{reported, r}))
			}
		}),
	}
}

// layout gives the columns of a sheet of findings, and how they are headed.
func (r *Report) layout() (shown []column, heads []workbook.Column) {
	all := columns()
	for _, s := range sheetColumns() {
		at := slices.IndexFunc(all, func(c column) bool { return c.key == s.key })
		shown = append(shown, all[at])
		heads = append(heads, workbook.Column{
			Title: r.heading(s.key), Kind: sheetKind(all[at].kind), Width: s.width, Wrap: s.wrap,
		})
	}
	return shown, heads
}

// heading gives the word for a column; times in a workbook are local, so their
// headings name the zone.
func (r *Report) heading(key string) string {
	return words.Fill(r.words.Column(key), "zone", r.zone.String())
}

// emphasis makes the worst severities and what is overdue stand out.
func (r *Report) emphasis() []workbook.Emphasis {
	return []workbook.Emphasis{
		{Column: 0, Text: r.words.Severity(reconcile.Critical), Look: workbook.Alarm},
		{Column: 0, Text: r.words.Severity(reconcile.High), Look: workbook.Warning},
		{Column: 0, Text: r.words.Severity(reconcile.Medium), Look: workbook.Notice},
		{Column: 1, Text: r.words.Urgency(reconcile.Overdue), Look: workbook.Alarm},
	}
}

func sheetKind(k kind) workbook.Kind {
	switch k {
	case numberCell:
		return workbook.KindInteger
	case dayCell:
		return workbook.KindDay
	case instantCell:
		return workbook.KindInstant
	case amountCell:
		return workbook.KindMoney
	default:
		return workbook.KindText
	}
}

// cell gives a cell with the type that Excel has for it.
func (r *Report) cell(c column, v value) workbook.Cell {
	switch c.kind {
	case codeCell:
		return workbook.Text(c.word(r.words, v.text))
	case numberCell:
		return numberOf(v.number)
	case dayCell:
		return dayOf(v.day)
	case instantCell:
		return r.instantOf(v.at)
	case amountCell:
		return moneyOf(v.amount)
	case listCell:
		return r.linesOf(c, v.list)
	case evidenceCell:
		lines := make([]string, 0, len(v.evidence))
		for _, e := range v.evidence {
			lines = append(lines, e.Key+": "+e.Value)
		}
		return workbook.Text(strings.Join(lines, "\n"))
	default:
		return workbook.Text(v.text)
	}
}

// linesOf writes a list a line each; a list of addresses leads to the first one.
func (r *Report) linesOf(c column, list []string) workbook.Cell {
	if c.word != nil {
		lines := make([]string, 0, len(list))
		for _, code := range list {
			lines = append(lines, c.word(r.words, code))
		}
		return workbook.Text(strings.Join(lines, "\n"))
	}
	cell := workbook.Text(strings.Join(list, "\n"))
	if len(list) > 0 {
		return cell.Link(list[0])
	}
	return cell
}

func numberOf(n reconcile.Count) workbook.Cell {
	if !n.Known {
		return workbook.Cell{}
	}
	return workbook.Int(n.N)
}

func dayOf(d reconcile.Day) workbook.Cell {
	if !d.Known() {
		return workbook.Cell{}
	}
	return workbook.Day(d.Start().Date())
}

func (r *Report) instantOf(t time.Time) workbook.Cell {
	if t.IsZero() {
		return workbook.Cell{}
	}
	return workbook.Instant(t.In(r.zone))
}

func moneyOf(a reconcile.Amount) workbook.Cell {
	if !a.Known() {
		return workbook.Cell{}
	}
	return workbook.Money(a.Minor, a.Currency)
}

// rowsOf turns a sequence into rows of cells. The row is used again for the next
// one, which the workbook allows.
func rowsOf[T any](items iter.Seq2[T, error], width int, set func(*T, []workbook.Cell)) iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		cells := make([]workbook.Cell, width)
		for item, err := range items {
			if err != nil {
				yield(nil, err)
				return
			}
			clear(cells)
			set(&item, cells)
			if !yield(cells, nil) {
				return
			}
		}
	}
}
