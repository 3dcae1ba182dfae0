package markdown

import (
	"context"

	"handover/reconcile"
	"handover/reports"
)

// digestAsks is how many kinds of requests a digest names of a partner.
const digestAsks = 3

// changes writes what is new, has changed or has gone since the run before. Where all is
// new, as in the first run, none is worth a word.
func (d *digest) changes(ctx context.Context) error {
	b, err := d.Briefing(ctx)
	if err != nil {
		return err
	}
	l, all := &d.Words.Labels, d.Summary.Delta
	d.line(escape(d.Pair(l.Changes, d.counted(d.Changes()))))
	d.line("")
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
		d.section(d.Counting(part.title, min(len(part.rows.Rows), digestRows), part.rows.All))
		if err := d.list(reports.Listed(part.rows.Rows), part.say); err != nil {
			return err
		}
	}
	d.resolved(&b)
	return nil
}

// resolved names the first findings that are no longer there, with the reason.
func (d *digest) resolved(b *reports.Briefing) {
	if b.Resolved.All == 0 {
		return
	}
	shown := b.Resolved.Rows[:min(len(b.Resolved.Rows), digestRows)]
	d.section(d.Counting(d.Words.Labels.SinceResolved, len(shown), b.Resolved.All))
	d.table(d.Heading("tenant_name"), d.Heading("code"), d.Heading("reason"))
	for i := range shown {
		z := &shown[i]
		d.cells(d.what(&z.Finding), d.Words.Title(z.Finding.Code), d.Words.Resolved(z.Reason))
	}
	d.line("")
}

// grid counts the findings by severity and urgency; what never occurs is left out.
func (d *digest) grid(ctx context.Context) error {
	b, err := d.Briefing(ctx)
	if err != nil || d.Summary.Findings == 0 {
		return err
	}
	urgencies := reports.CountsOf(reconcile.Urgencies(), d.Summary.ByUrgency, d.Words.Urgency, false)
	d.section(d.InOneLine([]string{d.Words.Labels.BySeverity, d.Words.Labels.ByUrgency}))
	heads := []string{d.Heading("severity")}
	for _, u := range urgencies {
		heads = append(heads, u.Word)
	}
	d.table(heads...)
	for _, severity := range reconcile.Severities() {
		if d.Summary.BySeverity[severity] == 0 {
			continue
		}
		cells := []string{d.Words.Severity(severity)}
		for _, u := range urgencies {
			cells = append(cells, d.Number(b.Grid[severity][reconcile.Urgency(u.Code)]))
		}
		d.cells(cells...)
	}
	d.line("")
	return nil
}

// partners writes what other partners are to be asked for.
func (d *digest) partners(ctx context.Context) error {
	list, err := d.Partners(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	l := &d.Words.Labels
	d.section(d.Counting(l.SheetPartners, min(len(list), digestRows), len(list)))
	d.table(d.Heading("seller_name"), d.Heading("asks"), l.Tenants, d.Words.Severity(reconcile.Critical), d.Heading("next_due"))
	for i := range list[:min(len(list), digestRows)] {
		p := &list[i]
		name := reports.NameOr(p.Name, p.SellerID)
		if name == "" {
			name = l.UnknownSeller
		}
		d.cells(d.parts(name, reports.ContactText(p.Contact)), d.asks(p), d.Number(p.Customers), d.Number(p.BySeverity[reconcile.Critical]), d.DayText(p.Next.Day))
	}
	d.line("")
	return nil
}

// asks lists what a partner is to be asked for most often.
func (d *digest) asks(p *reports.Partner) string {
	asks := reports.NewFirst[string](digestAsks)
	for _, ask := range p.Asks {
		asks.Add(d.Pair(ask.Word, d.Number(ask.N)))
	}
	return d.Some(&asks)
}
