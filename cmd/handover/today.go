package main

import (
	"cmp"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/aligned"
)

// shownNow is how many findings the summary of a run names.
const shownNow = 5

// today prints the short form of what every report begins with.
type today struct {
	table *aligned.Table
	reports.Wording
	briefing *reports.Briefing
}

// unchecked names the tenants that were not evaluated, by the reason.
func (t *today) unchecked() {
	for i := range t.briefing.Unchecked {
		u := &t.briefing.Unchecked[i]
		t.table.Row(label(i, "Not checked"), t.Pair(t.Names(&u.Names), t.WhyUnchecked(u)))
	}
}

// ending tells of whom delegated administration ends.
func (t *today) ending() {
	if text := t.EndingText(t.briefing); text != "" {
		t.table.Line(t.Pair(t.Words.Labels.Delegation, text))
	}
}

// now names what to do first, and counts what else is open.
func (t *today) now() {
	b := *t.briefing
	b.Now.Rows = b.Now.Rows[:min(len(b.Now.Rows), shownNow)]
	t.table.Line("")
	if b.Now.All == 0 {
		t.table.Line(t.Words.Labels.NothingNow)
	} else {
		t.table.Line(t.Counting(t.Words.Labels.DoNow, len(b.Now.Rows), b.Now.All))
	}
	for i := range b.Now.Rows {
		f := &b.Now.Rows[i].Finding
		t.table.Row(orDash(f.Due.Day.String()), t.Left(t.DaysLeft(f.Due)), t.about(f))
		t.table.Row("", "", t.Pair(t.who(f), t.Action(f)))
	}
	for _, line := range t.Rest(&b) {
		t.table.Line(line)
	}
}

// about names the customer, the product, and the money that is at stake.
func (t *today) about(f *reconcile.Finding) string {
	text := cmp.Or(f.TenantName, f.TenantID)
	if product := cmp.Or(f.OfferName, f.OfferID); product != "" {
		text += ": " + product
	}
	if f.Exposure.Amount.Known() {
		text += ", " + moneyText(f.Exposure.Amount) + " " + t.Words.MoneyKind(f.Exposure.Kind)
	}
	return text
}

// who names who acts, and whom to write to for that.
func (t *today) who(f *reconcile.Finding) string {
	who := t.Who(f.Owner, f.SellerName)
	if contact := reports.ContactText(t.briefing.Contact(f)); contact != "" {
		who += ", " + contact
	}
	return who
}
