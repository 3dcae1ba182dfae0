package markdown

import (
	"context"
	"iter"
	"slices"
	"time"

	"handover/reconcile"
	"handover/reports"
)

// today writes what a reader has to know first: what was not looked at, what nobody
// watches, and what to do now.
func (d *digest) today(ctx context.Context) error {
	b, err := d.Briefing(ctx)
	if err != nil {
		return err
	}
	l := &d.Words.Labels
	for i := range b.Unchecked {
		u := &b.Unchecked[i]
		d.line("**", escape(d.Pair(l.NotEvaluated, d.Number(u.Customers))), "** ", escape("("+d.Names(&u.Names)+")"), " ", escape(d.WhyUnchecked(u)))
		d.line("")
	}
	if len(b.Unchecked) == 0 {
		d.line(escape(l.AllChecked))
		d.line("")
	}
	facts, err := d.Facts(ctx)
	if err != nil {
		return err
	}
	for _, fact := range facts {
		if fact.Kind != reports.UsualFact {
			d.line("**", escape(d.Pair(fact.Label, "")), "** ", escape(fact.Text))
			d.line("")
		}
	}
	d.section(d.Counting(l.DoNow, len(b.Now.Rows), b.Now.All))
	if len(b.Now.Rows) == 0 {
		d.line(escape(l.NothingNow))
		d.line("")
	} else {
		d.now(&b)
	}
	d.paragraph(d.Rest(&b))
	return nil
}

// now writes the table of what to do now.
func (d *digest) now(b *reports.Briefing) {
	heads := []string{d.Heading("due_day"), d.Heading("tenant_name"), d.Heading("action"), d.Heading("owner")}
	if !d.WithoutMoney() {
		heads = append(heads, d.Heading("exposure_amount"))
	}
	d.table(heads...)
	for i := range b.Now.Rows {
		f := &b.Now.Rows[i].Finding
		cells := []string{d.when(&b.Now.Rows[i]), d.what(f), d.Action(f), d.who(b, f)}
		if !d.WithoutMoney() {
			cells = append(cells, d.saves(f))
		}
		d.cells(cells...)
	}
	d.line("")
}

// when says by when something is due, how far away that is, and what sets it apart.
func (d *digest) when(r *reconcile.Reported) string {
	f := &r.Finding
	day := d.DayText(f.Due.Day)
	if d.Zone != time.UTC && f.Due.Known() {
		day = d.Zoned(f.Due.Instant())
	}
	if !f.Due.Known() {
		day = d.Words.Urgency(reconcile.NoUrgency)
	}
	return d.parts(day, d.Left(d.DaysLeft(f.Due)), d.marks(r))
}

// parts writes in one line what of several texts there is.
func (d *digest) parts(texts ...string) string {
	return d.InOneLine(slices.DeleteFunc(texts, func(text string) bool { return text == "" }))
}

// what names the customer, and what it is about.
func (d *digest) what(f *reconcile.Finding) string {
	name := reports.NameOr(f.TenantName, f.TenantID)
	if product := d.Words.Product(reports.OfferOf(f.OfferName, f.OfferID, f.SubscriptionID), f.Quantity); product != "" {
		return d.Pair(name, product)
	}
	return name
}

func (d *digest) who(b *reports.Briefing, f *reconcile.Finding) string {
	return d.parts(d.Who(f.Owner, f.SellerName), reports.ContactText(b.Contact(f)))
}

// saves says what acting is worth, and what kind of money that is.
func (d *digest) saves(f *reconcile.Finding) string {
	if !f.Exposure.Amount.Known() {
		return ""
	}
	return d.InOneLine([]string{d.AmountText(f.Exposure.Amount), d.Words.MoneyKind(f.Exposure.Kind)})
}

// marks says what sets a finding apart from the others: that it is new or has come back,
// where not all are, what it rests on, and that somebody has dealt with it.
func (d *digest) marks(f *reconcile.Reported) string {
	if !f.Delta.Fresh() || d.Summary.Delta.New == d.Summary.Findings {
		return d.Note(f)
	}
	return d.parts(d.Words.Delta(f.Delta), d.Note(f))
}

// missed lists what was new in reports that were never written.
func (d *digest) missed(ctx context.Context) error {
	if d.Missed == 0 {
		return nil
	}
	d.section(d.Counting(d.Words.Labels.MissedFindings, min(d.Missed, digestRows), d.Missed))
	return d.list(d.MissedFindings(ctx), func(f *reconcile.Reported) string { return d.Words.Message(&f.Finding) })
}

// list writes the first of some findings, each with what there is to say of it.
func (d *digest) list(all iter.Seq2[reconcile.Reported, error], say func(*reconcile.Reported) string) error {
	d.table(d.Heading("due_day"), d.Heading("tenant_name"), d.Heading("code"), d.Heading("message"))
	shown := 0
	for f, err := range all {
		if err != nil {
			return err
		}
		if shown == digestRows {
			break
		}
		shown++
		d.cells(d.when(&f), d.what(&f.Finding), d.Words.Title(f.Finding.Code), say(&f))
	}
	d.line("")
	return nil
}
