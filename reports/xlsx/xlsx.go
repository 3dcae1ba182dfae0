package xlsx

import (
	"context"
	"io"
	"iter"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// Write writes an Excel workbook: what to do today, the customers, the other partners, what
// has changed, all that is to be done, the money, the credits to ask for, the plan, what
// was looked at, what is routine, and a legend.
func Write(ctx context.Context, w io.Writer, r *reports.Report) error {
	b := &builder{r}
	f, err := b.figures(ctx)
	if err != nil {
		return err
	}
	partners, err := b.partnersList(ctx)
	if err != nil {
		return err
	}
	sheets := []workbook.Sheet{b.today(f), b.customersList(ctx, f), partners, b.changesList(ctx), b.actionsList(ctx, f)}
	if !b.WithoutMoney() {
		sheets = append(sheets, b.moneyList(ctx, f), b.creditsList(ctx, f))
	}
	sheets = append(sheets, b.planList(ctx), b.coverageList(ctx), b.routineList(), b.legendList(b.Jobs()))
	day, instant := b.Words.CellFormats()
	return workbook.Write(ctx, w, workbook.Book{
		Title: b.Title(), Creator: "handover", Created: b.AsOf, DayFormat: day, InstantFormat: instant,
		Currencies: currencies(f.currencies), Sheets: sheets,
	})
}

// builder makes the sheets of a report.
type builder struct{ *reports.Report }

func currencies(codes []string) []workbook.Currency {
	list := make([]workbook.Currency, 0, len(codes))
	for _, code := range codes {
		exponent, _ := reconcile.CurrencyExponent(code)
		list = append(list, workbook.Currency{Code: code, Exponent: exponent})
	}
	return list
}

func sheetKind(k reports.Kind) workbook.Kind {
	switch k {
	case reports.NumberCell:
		return workbook.KindInteger
	case reports.DayCell:
		return workbook.KindDay
	case reports.InstantCell:
		return workbook.KindInstant
	case reports.AmountCell:
		return workbook.KindMoney
	default:
		return workbook.KindText
	}
}

// cell returns a cell with the type that Excel has for it.
func (b *builder) cell(c reports.Column, v reports.Value) workbook.Cell {
	switch c.Kind {
	case reports.CodeCell:
		return workbook.Text(c.Word(b.Words, v.Text))
	case reports.NumberCell:
		return numberOf(v.Number)
	case reports.DayCell:
		return dayOf(v.Day)
	case reports.InstantCell:
		return b.instantOf(v.At)
	case reports.AmountCell:
		return moneyOf(v.Amount)
	case reports.ListCell:
		return workbook.Text(b.sentences(c, v.List))
	case reports.EvidenceCell:
		return workbook.Text(b.evidenceLine(v.Evidence))
	default:
		return workbook.Text(v.Text)
	}
}

// sentences writes a list of codes as the words for them, one after the other.
func (b *builder) sentences(c reports.Column, list []string) string {
	texts := make([]string, 0, len(list))
	for _, code := range list {
		texts = append(texts, c.Word(b.Words, code))
	}
	return strings.Join(texts, " ")
}

// evidenceLine writes evidence as one line that can be read. What the finding
// says in columns of its own is left out.
func (b *builder) evidenceLine(evidence []reconcile.Evidence) string {
	parts := make([]string, 0, len(evidence))
	for _, e := range evidence {
		if e.Key != "E" && e.Key != "outcome" && e.Key != "cover_by" && e.Value != "" {
			parts = append(parts, b.Words.Evidence(e))
		}
	}
	return b.InOneLine(parts)
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

func (b *builder) instantOf(t time.Time) workbook.Cell {
	if t.IsZero() {
		return workbook.Cell{}
	}
	return workbook.Instant(t.In(b.Zone))
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
		var current T // one for all: each for itself would go to the heap
		for item, err := range items {
			if err != nil {
				yield(nil, err)
				return
			}
			current = item
			clear(cells)
			set(&current, cells)
			if !yield(cells, nil) {
				return
			}
		}
	}
}
