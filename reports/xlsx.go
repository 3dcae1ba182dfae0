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

// writeWorkbook writes an Excel workbook: a summary, what has changed, all that
// is to be done, the same by job, the money, the credits to ask for, the plan, the
// tenants, what is routine, and a legend.
func writeWorkbook(ctx context.Context, w io.Writer, r *Report) error {
	f, err := r.figures(ctx)
	if err != nil {
		return err
	}
	jobs := r.jobs()
	sheets := []workbook.Sheet{r.summarySheet(f, jobs), r.changesSheet(ctx), r.actionsSheet(ctx)}
	for _, job := range jobs {
		sheets = append(sheets, r.jobSheet(ctx, job))
	}
	if !r.part.noMoney {
		sheets = append(sheets, r.moneySheet(ctx), r.creditsSheet(ctx))
	}
	sheets = append(sheets, r.planSheet(ctx), r.coverageSheet(ctx), r.routineSheet(), r.legendSheet(jobs))
	return workbook.Write(ctx, w, workbook.Book{
		Title: r.title(), Creator: "handover", Created: r.run.AsOf,
		Currencies: currencies(f.currencies), Sheets: sheets,
	})
}

func (r *Report) title() string { return words.Fill(r.words.Labels.Title, "run", runID(&r.run)) }

// jobs gives the jobs that the report shows, in their order.
func (r *Report) jobs() []reconcile.Job {
	var jobs []reconcile.Job
	for _, job := range reconcile.Jobs() {
		wanted := r.part.filter.Job == "" || r.part.filter.Job == job
		if wanted && (slices.Contains(r.run.Jobs, job) || r.summary.ByJob[job] > 0) {
			jobs = append(jobs, job)
		}
	}
	return jobs
}

func currencies(codes []string) []workbook.Currency {
	list := make([]workbook.Currency, 0, len(codes))
	for _, code := range codes {
		exponent, _ := reconcile.CurrencyExponent(code)
		list = append(list, workbook.Currency{Code: code, Exponent: exponent})
	}
	return list
}

// heading gives the word for a column; times in a workbook are local, so their
// headings name the zone.
func (r *Report) heading(key string) string {
	return words.Fill(r.words.Column(key), "zone", r.zone.String())
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
		return workbook.Text(r.sentences(c, v.list))
	case evidenceCell:
		return workbook.Text(evidenceLine(v.evidence))
	default:
		return workbook.Text(v.text)
	}
}

// sentences writes a list of codes as the words for them, one after the other.
func (r *Report) sentences(c column, list []string) string {
	texts := make([]string, 0, len(list))
	for _, code := range list {
		texts = append(texts, c.word(r.words, code))
	}
	return strings.Join(texts, " ")
}

// evidenceLine writes evidence as one line that can be read. What the finding
// says in columns of its own is left out.
func evidenceLine(evidence []reconcile.Evidence) string {
	parts := make([]string, 0, len(evidence))
	for _, e := range evidence {
		if e.Key != "E" && e.Key != "outcome" && e.Key != "cover_by" && e.Value != "" {
			parts = append(parts, strings.ReplaceAll(e.Key, "_", " ")+": "+words.OneLine(e.Value))
		}
	}
	return strings.Join(parts, "; ")
}

func numberOf(n reconcile.Count) workbook.Cell {
	if !n.Known {
		return workbook.Cell{}
	}
	return workbook.Int(n.N)
}

// dayOf leaves the cell empty for a day that is not known, and for one that never
// comes.
func dayOf(d reconcile.Day) workbook.Cell {
	if !d.Known() || d.NoEnd() {
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
