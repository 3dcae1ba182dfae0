package digest

import (
	"context"
	"iter"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports"
)

// pressingDays is within how many days what is due stands out.
const pressingDays = 7

// watched adds what a reader has to know first: what was not looked at, and what nobody
// watches.
func (d *digest) watched(ctx context.Context) error {
	b, err := d.Briefing(ctx)
	if err != nil {
		return err
	}
	l := &d.Words.Labels
	first := part{}
	for i := range b.Unchecked {
		u := &b.Unchecked[i]
		first.Bands = append(first.Bands, band{
			Strong: d.Pair(l.NotEvaluated, d.Number(u.Customers)), Texts: []string{"(" + d.Names(&u.Names) + ")", d.WhyUnchecked(u)},
		})
	}
	if len(b.Unchecked) == 0 {
		first.Bands = append(first.Bands, band{Texts: []string{l.AllChecked}, Good: true})
	}
	facts, err := d.Facts(ctx)
	if err != nil {
		return err
	}
	for _, fact := range facts {
		if fact.Kind != reports.UsualFact {
			first.Bands = append(first.Bands, band{Strong: strings.TrimSpace(d.Pair(fact.Label, "")), Texts: []string{fact.Text}})
		}
	}
	d.add(first)
	return nil
}

// now adds what to do now, and counts what else is open.
func (d *digest) now(ctx context.Context) error {
	b, err := d.Briefing(ctx)
	if err != nil {
		return err
	}
	p := part{Title: d.Words.Labels.DoNow, Counted: true, All: b.Now.All, Table: d.actions(&b, b.Now.Rows)}
	if len(b.Now.Rows) == 0 {
		p.Lines = []string{d.Words.Labels.NothingNow}
	}
	d.add(p)
	d.lines(d.Rest(&b)...)
	return nil
}

// actions lists what to do about findings, and whom to ask for it.
func (d *digest) actions(b *reports.Briefing, rows []reconcile.Reported) table {
	if len(rows) == 0 {
		return table{}
	}
	t := table{Layout: []share{{15, []int{0}}, {51, []int{1, 2}}, {34, []int{3}}}}
	t.Heads = []string{d.Heading("due_day"), d.Heading("tenant_name"), d.Heading("action"), d.Heading("owner")}
	if !d.WithoutMoney() {
		t.Heads = append(t.Heads, d.Heading("exposure_amount"))
		t.Layout[2].Columns = []int{3, 4}
	}
	for i := range rows {
		f := &rows[i].Finding
		what := text(d.Action(f))
		what.Strong = true
		row := []cell{d.when(&rows[i]), d.what(f), what, d.who(b, f)}
		if !d.WithoutMoney() {
			row = append(row, d.saves(f))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// when says by when something is due, how far away that is, and what sets it apart.
func (d *digest) when(r *reconcile.Reported) cell {
	f := &r.Finding
	day := d.DayText(f.Due.Day)
	if d.Zone != time.UTC && f.Due.Known() {
		day = d.Zoned(f.Due.Instant())
	}
	if !f.Due.Known() {
		day = d.Words.Urgency(reconcile.NoUrgency)
	}
	left := d.DaysLeft(f.Due)
	c := d.broken(day, d.Left(left), d.marks(r))
	c.Alarm = left.Known && left.N <= pressingDays
	return c
}

// what names the customer, and what it is about.
func (d *digest) what(f *reconcile.Finding) cell {
	name := reports.NameOr(f.TenantName, f.TenantID)
	if product := d.Words.Product(reports.OfferOf(f.OfferName, f.OfferID, f.SubscriptionID), f.Quantity); product != "" {
		return cell{Text: d.Pair(name, product), Lines: []string{name, product}}
	}
	return text(name)
}

func (d *digest) who(b *reports.Briefing, f *reconcile.Finding) cell {
	return d.broken(d.Who(f.Owner, f.SellerName), reports.ContactText(b.Contact(f)))
}

// saves says what acting is worth, and what kind of money that is.
func (d *digest) saves(f *reconcile.Finding) cell {
	if !f.Exposure.Amount.Known() {
		return cell{}
	}
	return d.broken(d.AmountText(f.Exposure.Amount), d.Words.MoneyKind(f.Exposure.Kind))
}

// marks says what sets a finding apart from the others: that it is new or has come back,
// where not all are, what it rests on, and that somebody has dealt with it.
func (d *digest) marks(f *reconcile.Reported) string {
	if !f.Delta.Fresh() || d.Summary.Delta.New == d.Summary.Findings {
		return d.Note(f)
	}
	return d.broken(d.Words.Delta(f.Delta), d.Note(f)).Text
}

// missed lists what was new in reports that were never written.
func (d *digest) missed(ctx context.Context) error {
	if d.Missed == 0 {
		return nil
	}
	list := d.MissedFindings(ctx)
	return d.list(d.Words.Labels.MissedFindings, d.Missed, list, func(f *reconcile.Reported) string { return d.Words.Message(&f.Finding) })
}

// list adds the first of some findings, each with what there is to say of it.
func (d *digest) list(title string, all int, rows iter.Seq2[reconcile.Reported, error], say func(*reconcile.Reported) string) error {
	p := part{Title: title, Counted: true, All: all}
	p.Table.Heads = []string{d.Heading("due_day"), d.Heading("tenant_name"), d.Heading("code"), d.Heading("message")}
	p.Table.Layout = []share{{17, []int{0}}, {36, []int{1, 2}}, {47, []int{3}}}
	for f, err := range rows {
		if err != nil {
			return err
		}
		if len(p.Table.Rows) == digestRows {
			break
		}
		p.Table.Rows = append(p.Table.Rows, []cell{d.when(&f), d.what(&f.Finding), text(d.Words.Title(f.Finding.Code)), text(say(&f))})
	}
	d.add(p)
	return nil
}
