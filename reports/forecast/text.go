package forecast

import (
	"context"
	"io"
	"strconv"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/aligned"
	"handover/reports/words"
)

// These bound how much of a forecast is printed for a person; what is left out is
// counted.
const (
	shownRows    = 10 // of each part
	shownSellers = 20
)

// WriteText prints a forecast of so many days for a person: what it is, the weeks, who
// acts, the sellers, and the first rows of each week, the most pressing first.
func WriteText(ctx context.Context, w io.Writer, r *reports.Report, days int) error {
	f, err := New(ctx, r, days)
	if err != nil {
		return err
	}
	rows, err := f.firstRows(ctx)
	if err != nil {
		return err
	}
	p := printer{f, aligned.New(w)}
	p.head()
	if f.Summary.Findings > 0 {
		p.weeks()
		p.owners()
		p.sellers()
		p.rows(rows)
	}
	return p.table.Flush()
}

// firstRows returns the first issues of each part.
func (f *Forecast) firstRows(ctx context.Context) ([]reports.First[reconcile.Reported], error) {
	rows := make([]reports.First[reconcile.Reported], len(f.Parts))
	for i := range rows {
		rows[i] = reports.NewFirst[reconcile.Reported](shownRows)
	}
	for reported, err := range f.Findings(ctx) {
		if err != nil {
			return nil, err
		}
		rows[f.place(reported.Finding.Due)].Add(reported)
	}
	return rows, nil
}

type printer struct {
	*Forecast
	table *aligned.Table
}

func (p *printer) head() {
	texts := p.Words.Forecast()
	days := p.Number(p.Days)
	p.table.Line(words.Fill(texts.Title, "day", p.DayText(p.Today), "through", p.DayText(p.Through), "days", days))
	p.table.Line(words.Fill(texts.Note, "days", days))
	if n := p.Summary.NotEvaluated; n > 0 {
		p.table.Line(words.Fill(texts.Unchecked.Of(n), "n", p.Number(n), "all", p.Number(p.Summary.Tenants)))
	}
	if p.Whole.Findings == 0 {
		p.table.Line(texts.Nothing)
	}
}

// named names a part.
func (p *printer) named(part *Part) string {
	texts := p.Words.Forecast()
	switch part.When {
	case Overdue:
		return p.Words.Urgency(reconcile.Overdue)
	case After:
		return words.Fill(texts.After, "day", p.DayText(p.Through))
	case Undated:
		return p.Words.Urgency(reconcile.NoUrgency)
	default:
		return words.Fill(texts.Span, "from", p.DayText(part.From), "to", p.DayText(part.To))
	}
}

func (p *printer) weeks() {
	l := &p.Words.Labels
	p.table.Line("")
	p.table.Row(p.Words.Forecast().Week, l.Findings, p.Heading("owner"), l.Exposure)
	for i := range p.Parts {
		if part := &p.Parts[i]; part.Findings > 0 {
			p.table.Row(p.named(part), p.Number(part.Findings), p.acting(part), p.money(&part.Standing))
		}
	}
}

// acting counts the issues of a part by who acts.
func (p *printer) acting(part *Part) string {
	var parts []string
	for i := range part.Owners {
		parts = append(parts, p.Pair(p.Words.Owner(part.Owners[i].Owner), p.Number(part.Owners[i].Findings)))
	}
	return p.InOneLine(parts)
}

// money writes the amounts of a part, each subscription once.
func (p *printer) money(s *reconcile.Standing) string {
	var parts []string
	for i := range s.Money {
		if sum := &s.Money[i]; sum.Currency != "" && sum.Rows.Sign() != 0 {
			amount := p.Words.Amount(reconcile.FormatMinor(sum.Headline(), sum.Currency), sum.Currency)
			parts = append(parts, p.Pair(p.Words.MoneyKind(sum.Kind), amount))
		}
	}
	if len(parts) == 0 {
		return "-"
	}
	return p.InOneLine(parts)
}

func (p *printer) owners() {
	l := &p.Words.Labels
	if len(p.Whole.Owners) == 0 {
		return
	}
	p.table.Line("")
	p.table.Row(p.Heading("owner"), l.Findings, l.Exposure)
	for i := range p.Whole.Owners {
		share := &p.Whole.Owners[i]
		p.table.Row(p.Words.Owner(share.Owner), p.Number(share.Findings), p.money(&share.Standing))
	}
}

func (p *printer) sellers() {
	l := &p.Words.Labels
	if len(p.Whole.Sellers) == 0 {
		return
	}
	p.table.Line("")
	p.table.Row(p.Heading("seller_name"), l.Findings, l.Exposure)
	for i := range p.Whole.Sellers {
		if i == shownSellers {
			p.more(len(p.Whole.Sellers) - i)
			return
		}
		share := &p.Whole.Sellers[i]
		name := l.UnknownSeller
		if share.SellerID != "" {
			name = reports.NameOr(share.Name, share.SellerID)
		}
		p.table.Row(name, p.Number(share.Findings), p.money(&share.Standing))
	}
}

// more says how many rows are left out.
func (p *printer) more(n int) {
	p.table.Line(words.Fill(p.Words.Labels.EventMore, "count", strconv.Itoa(n)))
}

func (p *printer) rows(rows []reports.First[reconcile.Reported]) {
	for i := range rows {
		if rows[i].All == 0 {
			continue
		}
		p.table.Line("")
		p.table.Line(p.named(&p.Parts[i]))
		for at := range rows[i].Rows {
			p.row(&rows[i].Rows[at].Finding)
		}
		if left := rows[i].All - len(rows[i].Rows); left > 0 {
			p.more(left)
		}
	}
}

// row prints an issue: its day, how bad it is, who acts, whose it is, the amount, and
// what is wrong.
func (p *printer) row(f *reconcile.Finding) {
	p.table.Row(orDash(p.DayText(f.Due.Day)), p.Words.Severity(f.Severity), p.Words.Owner(f.Owner), orDash(reports.NameOr(f.TenantName, f.TenantID)),
		orDash(f.SubscriptionID), orDash(p.AmountText(f.Exposure.Amount)), p.Words.Message(f))
}

func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return text
}
