package deliver

import (
	"context"
	"strings"

	"handover/reconcile"
	"handover/reports"
)

// mind is what a party was last told, by finding.
type mind map[string]reconcile.Told

// news gathers what a target hears of in one digest.
type news struct {
	when   When
	told   mind
	listed map[string]bool // what was told and is listed still
	by     map[reconcile.Milestone][]reconcile.News
	counts map[reconcile.Milestone]int
	items  []reconcile.ToldItem
}

func newNews(when When, told mind) *news {
	return &news{
		when: when, told: told, listed: map[string]bool{},
		by: map[reconcile.Milestone][]reconcile.News{}, counts: map[reconcile.Milestone]int{},
	}
}

// last returns what was told of a finding; nil is nothing.
func (m mind) last(id string) *reconcile.Told {
	if t, known := m[id]; known {
		return &t
	}
	return nil
}

// open takes a finding that the report lists. Of what somebody has put off nobody hears
// until its day.
func (n *news) open(r *reconcile.Reported, now reconcile.Told) {
	last := n.told.last(r.Finding.ID)
	if last != nil {
		n.listed[r.Finding.ID] = true
	}
	if r.State != reconcile.StateOpen {
		return
	}
	if why, ok := now.News(last); ok && n.when.hears(why) {
		n.add(reconcile.News{Milestone: why, Reported: *r}, now)
	}
}

// resolved takes a finding that a run since the last message found no longer. Who has
// never heard of it, or hears of it elsewhere in the report, hears nothing of that.
func (n *news) resolved(r *reconcile.ResolvedFinding) {
	last := n.told.last(r.Finding.ID)
	if last == nil || last.Over || n.listed[r.Finding.ID] || !n.when.hears(reconcile.MilestoneResolved) {
		return
	}
	n.listed[r.Finding.ID] = true // several runs may have resolved it
	over := *last
	over.Over = true
	n.add(reconcile.News{Milestone: reconcile.MilestoneResolved, Reported: reconcile.Reported{Finding: r.Finding}, Reason: r.Reason}, over)
}

func (n *news) add(item reconcile.News, now reconcile.Told) {
	n.counts[item.Milestone]++
	n.items = append(n.items, reconcile.ToldItem{Finding: strings.Clone(item.Reported.Finding.ID), Milestone: item.Milestone, Told: now})
	if len(n.by[item.Milestone]) < reports.MostNews {
		n.by[item.Milestone] = append(n.by[item.Milestone], item)
	}
}

// telling returns the news in the order in which they are told.
func (n *news) telling() *reports.Telling {
	t := &reports.Telling{Counts: n.counts}
	for _, milestone := range reconcile.Milestones() {
		t.News = append(t.News, n.by[milestone]...)
	}
	return t
}

// gather reads what is news to a target in a report of a run, where its last message was
// of another run.
func (e *Engine) gather(ctx context.Context, t *Target, report *reports.Report, told mind, lastSent int64) (*news, error) {
	n := newNews(t.When, told)
	for r, err := range report.Findings(ctx) {
		if err != nil {
			return nil, err
		}
		n.open(&r, r.Finding.ToTell(report.AsOf))
	}
	if len(told) == 0 {
		return n, nil
	}
	filter := t.Options.Filter
	for r, err := range e.Ledger.ResolvedSince(ctx, lastSent, report.Run.Seq) {
		if err != nil {
			return nil, err
		}
		if filter.Passes(&r.Finding) {
			report.Hide(&r.Finding)
			n.resolved(&r)
		}
	}
	return n, nil
}
