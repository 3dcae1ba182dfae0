package reports

import (
	"context"
	"io"
	"iter"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports/words"
	"handover/reports/workbook"
)

// WriteWorkbook writes an Excel workbook: a summary, what has changed, all that
// is to be done, the same by job, the money, the credits to ask for, the plan, the
// tenants, what is routine, and a legend.
func WriteWorkbook(ctx context.Context, w io.Writer, r *Report) error {
	f, err := r.figures(ctx)
	if err != nil {
		return err
	}
	jobs := r.Jobs()
	sheets := []workbook.Sheet{r.summarySheet(f, jobs), r.changesSheet(ctx), r.actionsSheet(ctx)}
	for _, job := range jobs {
		sheets = append(sheets, r.jobSheet(ctx, job))
	}
	if !r.WithoutMoney() {
		sheets = append(sheets, r.moneySheet(ctx), r.creditsSheet(ctx))
	}
	sheets = append(sheets, r.planSheet(ctx), r.coverageSheet(ctx), r.routineSheet(), r.legendSheet(jobs))
	return workbook.Write(ctx, w, workbook.Book{
		Title: r.Title(), Creator: "handover", Created: r.Run.AsOf,
		Currencies: currencies(f.currencies), Sheets: sheets,
	})
}

func currencies(codes []string) []workbook.Currency {
	list := make([]workbook.Currency, 0, len(codes))
	for _, code := range codes {
		exponent, _ := reconcile.CurrencyExponent(code)
		list = append(list, workbook.Currency{Code: code, Exponent: exponent})
	}
	return list
}

func sheetKind(k Kind) workbook.Kind {
	switch k {
	case NumberCell:
		return workbook.KindInteger
	case DayCell:
		return workbook.KindDay
	case InstantCell:
		return workbook.KindInstant
	case AmountCell:
		return workbook.KindMoney
	default:
		return workbook.KindText
	}
}

// cell gives a cell with the type that Excel has for it.
func (r *Report) cell(c Column, v Value) workbook.Cell {
	switch c.Kind {
	case CodeCell:
		return workbook.Text(c.Word(r.Words, v.Text))
	case NumberCell:
		return numberOf(v.Number)
	case DayCell:
		return dayOf(v.Day)
	case InstantCell:
		return r.instantOf(v.At)
	case AmountCell:
		return moneyOf(v.Amount)
	case ListCell:
		return workbook.Text(r.sentences(c, v.List))
	case EvidenceCell:
		return workbook.Text(evidenceLine(v.Evidence))
	default:
		return workbook.Text(v.Text)
	}
}

// sentences writes a list of codes as the words for them, one after the other.
func (r *Report) sentences(c Column, list []string) string {
	texts := make([]string, 0, len(list))
	for _, code := range list {
		texts = append(texts, c.Word(r.Words, code))
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
	return workbook.Instant(t.In(r.Zone))
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
