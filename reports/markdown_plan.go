package reports

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"handover/reconcile"
	"handover/reports/words"
)

const (
	// digestDays is how far ahead a digest names the steps of the plan.
	digestDays = 7
	// digestSteps is how many steps, obstacles, changed and resolved findings a digest
	// shows each; the others are counted.
	digestSteps = 20
)

// plan writes what stands in the way of the plan, and the steps that are overdue
// or come next. A run without a plan has no such part.
func (d *digest) plan(ctx context.Context) error {
	if d.summary.Steps+d.summary.Obstacles == 0 {
		return nil
	}
	next := upcoming{days: digestDays, mostSteps: digestSteps, mostObstacles: digestSteps}
	for line, err := range d.Report.plan(ctx) {
		if err != nil {
			return err
		}
		next.add(d.Report, &line)
	}
	d.obstacles(next.obstacles)
	d.section(d.words.Labels.NextSteps)
	if next.soonAll == 0 {
		d.line(markdown(d.noStepsWithin(digestDays)))
		d.line("")
		return nil
	}
	d.line(markdown(d.stepsWithin(digestDays)))
	d.line("")
	d.steps(next.soon)
	d.rest(next.soonAll - len(next.soon))
	return nil
}

// obstacles names what stands in the way, each with its ways out.
func (d *digest) obstacles(list []reconcile.Planned) {
	if d.summary.Obstacles == 0 {
		return
	}
	l := &d.words.Labels
	d.section(l.Obstacles)
	d.table(d.heading("tenant_name"), l.Obstacle, l.WaysOut)
	for i := range list {
		d.cells(d.plannedIn(&list[i]), d.words.Obstacle(list[i].Obstacle), numbered(d.waysOut(list[i].Obstacle)))
	}
	d.line("")
	d.rest(d.summary.Obstacles - len(list))
}

func (d *digest) steps(list []reconcile.Planned) {
	d.table(d.heading("plan_day"), d.heading("days_left"), d.heading("step"), d.heading("tenant_name"),
		d.heading("owner"), d.words.Labels.LastSafe)
	for i := range list {
		s := list[i].Step
		safe := strings.TrimSpace(d.dueText(s.LastSafe) + " " + d.lost(s))
		d.cells(s.Day.String(), d.leftTo(s.Day), d.words.StepLine(s), d.plannedIn(&list[i]), d.words.Owner(s.Owner), safe)
	}
	d.line("")
}

// plannedIn names the tenant of a line of the plan, and says where the line rests
// on old or incomplete data.
func (d *digest) plannedIn(line *reconcile.Planned) string {
	name := plannedName(line)
	if unsure := d.unsure(line); unsure != "" {
		return d.inOneLine([]string{name, unsure})
	}
	return name
}

// numbered puts sentences into one line so that each can be told from the next.
func numbered(sentences []string) string {
	if len(sentences) == 1 {
		return sentences[0]
	}
	var b strings.Builder
	for i, sentence := range sentences {
		fmt.Fprintf(&b, "(%d) %s ", i+1, sentence)
	}
	return strings.TrimSpace(b.String())
}

// inOneLine puts parts one after the other, as the language does. The parts may
// look like placeholders, so that they fill none.
func (r *Report) inOneLine(parts []string) string {
	between := words.Fill(words.Fill(r.words.Labels.Then, "before", ""), "next", "")
	return strings.Join(parts, between)
}

// changed says of the most urgent findings that have changed what did.
func (d *digest) changed(ctx context.Context) error {
	all := d.summary.Delta.Changed
	if all == 0 {
		return nil
	}
	d.section(d.words.Labels.WhatChanged)
	d.table(d.heading("tenant_name"), d.heading("code"), d.heading("offer_name"), d.words.Labels.WhatChanged)
	shown := 0
	for f, err := range d.findings(ctx) {
		if err != nil {
			return err
		}
		if f.Delta != reconcile.Changed {
			continue
		}
		d.cells(cmp.Or(words.OneLine(f.Finding.TenantName), f.Finding.TenantID), d.words.Title(f.Finding.Code),
			offerOf(f.Finding.OfferName, f.Finding.OfferID, f.Finding.SubscriptionID), d.inOneLine(d.differences(&f)))
		if shown++; shown == min(all, digestSteps) {
			break
		}
	}
	d.line("")
	d.rest(all - shown)
	return nil
}

// resolved names the first findings that are no longer there, with the reason.
func (d *digest) resolved(ctx context.Context) error {
	all := d.summary.Delta.Resolved
	if all == 0 {
		return nil
	}
	d.section(d.words.Labels.Resolved)
	d.table(d.heading("tenant_name"), d.heading("code"), d.heading("offer_name"), d.heading("reason"))
	shown := 0
	for f, err := range d.Report.resolved(ctx) {
		if err != nil {
			return err
		}
		d.cells(cmp.Or(words.OneLine(f.Finding.TenantName), f.Finding.TenantID), d.words.Title(f.Finding.Code),
			offerOf(f.Finding.OfferName, f.Finding.OfferID, f.Finding.SubscriptionID), d.words.Resolved(f.Reason))
		if shown++; shown == min(all, digestSteps) {
			break
		}
	}
	d.line("")
	d.rest(all - shown)
	return nil
}
