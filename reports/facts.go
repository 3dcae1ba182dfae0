package reports

import (
	"context"
	"slices"
	"time"

	"handover/reconcile"
)

// Fact is one thing that there is to say of the run itself.
type Fact struct {
	Kind        FactKind
	Label, Text string
	At          time.Time // what Text writes of an instant; zero for all others
}

// FactKind sets apart what a reader must not miss.
type FactKind uint8

// The kinds of facts.
const (
	UsualFact   FactKind = iota
	PartialFact          // the run is not complete
	CutFact              // the report shows a part of the run
	WatchFact            // nobody watches what other sellers have sold
	MissedFact           // the reports of earlier runs were never written
	EndingFact           // delegated administration of customers ends
)

// Facts returns what is known of the run, the long texts last. It reads the tenants
// for the age of their data.
func (r *Report) Facts(ctx context.Context) ([]Fact, error) {
	age, err := r.ageRange(ctx)
	if err != nil {
		return nil, err
	}
	b, err := r.Briefing(ctx)
	if err != nil {
		return nil, err
	}
	run, l := &r.Run, &r.Words.Labels
	at := func(label string, t time.Time) Fact {
		return Fact{Label: r.InZone(label), Text: r.Local(t), At: t}
	}
	status := Fact{Label: l.Status, Text: r.Words.RunState(run.State)}
	if run.State != reconcile.RunComplete {
		status.Kind = PartialFact
	}
	cut := Fact{Kind: CutFact, Label: l.Cut}
	if r.IsCut() {
		cut.Text = r.CutText()
	}
	facts := []Fact{
		at(l.AsOf, run.AsOf),
		status,
		{Label: l.DataAge, Text: age},
		at(l.StartedAt, run.StartedAt),
		at(l.FinishedAt, run.FinishedAt),
		{Label: l.Run, Text: RunID(run)},
		{Label: l.Policy, Text: run.Policy},
		{Label: l.Version, Text: run.Version},
		{Label: l.StartedBy, Text: r.Words.Trigger(run.Trigger)},
		{Label: l.By, Text: run.Actor},
		{Label: l.Reason, Text: run.Reason},
		{Label: l.Jobs, Text: r.jobNames()},
		cut,
		{Kind: MissedFact, Label: l.Missed, Text: r.Words.Missed(&r.Summary)},
		{Kind: WatchFact, Label: l.NotWatched, Text: r.Words.Unwatched(&r.Summary)},
		{Kind: EndingFact, Label: l.Delegation, Text: r.EndingText(&b)},
	}
	return slices.DeleteFunc(facts, func(f Fact) bool { return f.Text == "" }), nil
}

// ageRange says how old the data is, and from how old to how old where the tenants
// differ.
func (r *Report) ageRange(ctx context.Context) (string, error) {
	known, youngest, oldest := false, time.Duration(0), time.Duration(0)
	for c, err := range r.Coverage(ctx) {
		if err != nil {
			return "", err
		}
		age, ok := r.dataAge(&c)
		if !ok {
			continue
		}
		if !known {
			known, youngest, oldest = true, age, age
		}
		youngest, oldest = min(youngest, age), max(oldest, age)
	}
	if !known {
		return "", nil
	}
	return r.Words.SpanRange(youngest, oldest), nil
}
