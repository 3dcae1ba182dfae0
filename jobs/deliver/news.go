package deliver

import (
	"context"
	"strings"

	"handover/reconcile"
	"handover/reports"
)

// mind is what a party was last told, by finding.
type mind struct {
	told   map[string]reconcile.Told
	doubts map[string]doubt
}

// doubt is what a party may have been told of a finding since it was told for sure, by
// messages of which nobody knows whether they came: that it is open, that it is resolved.
type doubt struct{ open, over bool }

func newMind() *mind { return &mind{told: map[string]reconcile.Told{}, doubts: map[string]doubt{}} }

// hear takes what a message has told, the earlier one first.
func (m *mind) hear(t *reconcile.LastTold) {
	if t.Unsure {
		d := m.doubts[t.Finding]
		m.doubts[t.Finding] = doubt{open: d.open || !t.Over, over: d.over || t.Over}
		return
	}
	m.told[t.Finding] = t.Told
	delete(m.doubts, t.Finding)
}

// last returns what a party takes a finding for; nil is that it has not heard of it. Where
// it may have heard something since, no version is the one that it has.
func (m *mind) last(id string) *reconcile.Told {
	if m == nil {
		return nil
	}
	told, sure := m.told[id]
	switch d := m.doubts[id]; {
	case !sure || d.over:
		return nil
	case d.open:
		told.Version = ""
	}
	return &told
}

// knows reports whether a party may take a finding for open.
func (m *mind) knows(id string) bool {
	if m == nil {
		return false
	}
	told, sure := m.told[id]
	return sure && !told.Over || m.doubts[id].open
}

// news gathers what a target hears of in one digest.
type news struct {
	when   When
	told   *mind
	listed map[string]bool // what it may take for open and is listed still
	by     map[reconcile.Milestone][]reconcile.News
	counts map[reconcile.Milestone]int
	items  []reconcile.ToldItem
}

func newNews(when When, told *mind) *news {
	return &news{
		when: when, told: told, listed: map[string]bool{},
		by: map[reconcile.Milestone][]reconcile.News{}, counts: map[reconcile.Milestone]int{},
	}
}

// open takes a finding that the report lists. Of what somebody has put off nobody hears
// until its day.
func (n *news) open(r *reconcile.Reported, now reconcile.Told) {
	if n.told.knows(r.Finding.ID) {
		n.listed[strings.Clone(r.Finding.ID)] = true
	}
	if r.State != reconcile.StateOpen {
		return
	}
	if why, ok := now.News(n.told.last(r.Finding.ID)); ok && n.when.hears(why) {
		n.add(reconcile.News{Milestone: why, Reported: *r}, now)
	}
}

// resolved takes a finding that a run since the last message found no longer. Who has
// never heard of it, or hears of it elsewhere in the report, hears nothing of that.
func (n *news) resolved(r *reconcile.ResolvedFinding) {
	if !n.told.knows(r.Finding.ID) || n.listed[r.Finding.ID] || !n.when.hears(reconcile.MilestoneResolved) {
		return
	}
	n.listed[strings.Clone(r.Finding.ID)] = true // several runs may have resolved it
	n.add(reconcile.News{Milestone: reconcile.MilestoneResolved, Reported: reconcile.Reported{Finding: r.Finding}, Reason: r.Reason}, reconcile.Told{Over: true})
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
	t := &reports.Telling{News: []reconcile.News{}, Counts: n.counts}
	for _, milestone := range reconcile.Milestones() {
		t.News = append(t.News, n.by[milestone]...)
	}
	return t
}

// gather reads what is news to a target in a report of a run, where its last message was
// of another run.
func (e *Engine) gather(ctx context.Context, t *Target, report *reports.Report, told *mind, lastSent int64) (*news, error) {
	n := newNews(t.When, told)
	for r, err := range report.Findings(ctx) {
		if err != nil {
			return nil, err
		}
		n.open(&r, r.Finding.ToTell(report.AsOf))
	}
	if told == nil {
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
