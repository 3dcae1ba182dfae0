package digest

import (
	"context"

	"handover/reconcile"
	"handover/reports"
)

// digestAsks is how many kinds of requests a digest names of a partner.
const digestAsks = 3

// changes adds what is new, has changed or has gone since the run before. Where all is
// new, as in the first run, none is worth a word.
func (d *digest) changes(ctx context.Context) error {
	b, err := d.Briefing(ctx)
	if err != nil {
		return err
	}
	l, all := &d.Words.Labels, d.Summary.Delta
	if err := d.changed(ctx); err != nil {
		return err
	}
	if all.New == d.Summary.Findings && all.Resolved == 0 {
		return nil
	}
	message := func(f *reconcile.Reported) string { return d.Words.Message(&f.Finding) }
	difference := func(f *reconcile.Reported) string { return d.InOneLine(d.Differences(f)) }
	for _, part := range []struct {
		title string
		rows  *reports.First[reconcile.Reported]
		say   func(*reconcile.Reported) string
	}{
		{l.SinceNew, &b.New, message}, {l.SinceReopened, &b.Reopened, message}, {l.SinceChanged, &b.Changed, difference},
	} {
		if part.rows.All == 0 {
			continue
		}
		if err := d.list(part.title, part.rows.All, reports.Listed(part.rows.Rows), part.say); err != nil {
			return err
		}
	}
	d.resolved(&b)
	return nil
}

// changed counts the changes since the run before.
func (d *digest) changed(context.Context) error {
	d.lines(d.Pair(d.Words.Labels.Changes, d.counted(d.Changes())))
	return nil
}

// resolved names the first findings that are no longer there, with the reason.
func (d *digest) resolved(b *reports.Briefing) {
	if b.Resolved.All == 0 {
		return
	}
	shown := b.Resolved.Rows[:min(len(b.Resolved.Rows), digestRows)]
	d.add(part{Title: d.Words.Labels.SinceResolved, Counted: true, All: b.Resolved.All, Table: d.gone(shown)})
}

// gone lists findings that are no longer there.
func (d *digest) gone(rows []reconcile.ResolvedFinding) table {
	t := table{
		Heads:  []string{d.Heading("tenant_name"), d.Heading("code"), d.Heading("reason")},
		Layout: []share{{40, []int{0}}, {36, []int{1}}, {24, []int{2}}},
	}
	for i := range rows {
		f := &rows[i].Finding
		t.Rows = append(t.Rows, []cell{d.what(f), text(d.Words.Title(f.Code)), text(d.Words.Resolved(rows[i].Reason))})
	}
	return t
}

// grid counts the findings by severity and urgency; what never occurs is left out.
func (d *digest) grid(ctx context.Context) error {
	b, err := d.Briefing(ctx)
	if err != nil || d.Summary.Findings == 0 {
		return err
	}
	urgencies := reports.CountsOf(reconcile.Urgencies(), d.Summary.ByUrgency, d.Words.Urgency, false)
	p := part{Title: d.InOneLine([]string{d.Words.Labels.BySeverity, d.Words.Labels.ByUrgency})}
	p.Table = table{Heads: []string{d.Heading("severity")}, Figures: true}
	for _, u := range urgencies {
		p.Table.Heads = append(p.Table.Heads, u.Word)
	}
	for _, severity := range reconcile.Severities() {
		if d.Summary.BySeverity[severity] == 0 {
			continue
		}
		row := texts(d.Words.Severity(severity))
		for _, u := range urgencies {
			row = append(row, text(d.Number(b.Grid[severity][reconcile.Urgency(u.Code)])))
		}
		p.Table.Rows = append(p.Table.Rows, row)
	}
	d.add(p)
	return nil
}

// partners adds what other partners are to be asked for.
func (d *digest) partners(ctx context.Context) error {
	list, err := d.Partners(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	l := &d.Words.Labels
	p := part{Title: l.SheetPartners, Counted: true, All: len(list)}
	p.Table.Heads = []string{d.Heading("seller_name"), d.Heading("asks"), l.Tenants, d.Words.Severity(reconcile.Critical), d.Heading("next_due")}
	p.Table.Layout = []share{{31, []int{0}}, {32, []int{1}}, {13, []int{2}}, {10, []int{3}}, {14, []int{4}}}
	for i := range list[:min(len(list), digestRows)] {
		asked := &list[i]
		name := reports.NameOr(asked.Name, asked.SellerID)
		if name == "" {
			name = l.UnknownSeller
		}
		p.Table.Rows = append(p.Table.Rows, []cell{
			d.broken(name, reports.ContactText(asked.Contact)), d.asks(asked), text(d.Number(asked.Customers)),
			text(d.Number(asked.BySeverity[reconcile.Critical])), text(d.DayText(asked.Next.Day)),
		})
	}
	d.add(p)
	return nil
}

// asks lists what a partner is to be asked for most often.
func (d *digest) asks(p *reports.Partner) cell {
	asks := reports.NewFirst[string](digestAsks)
	for _, ask := range p.Asks {
		asks.Add(d.Pair(ask.Word, d.Number(ask.N)))
	}
	return text(d.Some(&asks))
}
