package explain

import (
	"slices"
	"time"

	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/reconcile/rules"
)

// Subject is what an explanation is made from.
type Subject struct {
	Rules       *rules.Explanation
	Tenant      *reconcile.TenantState
	Coverage    reconcile.Coverage // whether the tenant can be evaluated
	Sources     int                // how many have the subscription
	Fields      []merge.Telling    // what they say of each field
	AsOf        time.Time
	Now         time.Time // for the age of the facts, whatever the as-of
	HorizonDays int
}

// Document is an explanation before it is put into words.
type Document struct {
	rules.Explanation
	Tenant    reconcile.Profile
	Coverage  reconcile.Coverage
	AsOf      time.Time
	Seen      Sighting      // of the subscription
	NearFrom  reconcile.Day // the first day on which its end is near, where it has an end
	Matches   Matches
	Origins   []Origin
	Fields    []Field // where several sources have the subscription
	Changes   []reconcile.FactChange
	Answers   []Answer
	Citations []Citation
}

// Sighting says when facts were seen. The zero At is never.
type Sighting struct {
	At  time.Time
	Age time.Duration // below zero: yet to come, as a wrong clock tells it
}

// Origin says who delivered one kind of facts about the tenant.
type Origin struct {
	Kind     reconcile.DeliveryKind
	Source   string
	Seen     Sighting
	Rejected int
}

// Field is what the sources say of one field: the value in use, and the others.
type Field struct {
	merge.Telling
	Seen Sighting // of the value in use
}

// Answer is what one rule says, and what somebody has decided about its finding,
// as an earlier run left it.
type Answer struct {
	*rules.Verdict
	Held reconcile.Decision // the zero Decision where none holds
}

// Citation is a published page that a rule which fired rests on.
type Citation struct {
	Code reconcile.Code
	Page string
}

// New returns the explanation of a subject.
func New(s Subject) *Document {
	d := &Document{
		Explanation: *s.Rules, Tenant: s.Tenant.Tenant.Profile, Coverage: s.Coverage, AsOf: s.AsOf,
		Seen: seen(s.Rules.Subscription.ObservedAt, s.Now), Matches: matches(s.Rules),
	}
	d.NearFrom = d.ActBy.AddDays(-s.HorizonDays)
	for _, o := range s.Tenant.Deliveries {
		d.Origins = append(d.Origins, Origin{o.Kind, o.Source, seen(o.ObservedAt, s.Now), o.Rejected})
	}
	for _, telling := range s.Fields {
		if s.Sources > 1 {
			d.Fields = append(d.Fields, Field{telling, seen(telling.Used.ObservedAt, s.Now)})
		}
	}
	for _, c := range s.Rules.Subscription.History {
		if !c.Before.IsZero() {
			d.Changes = append(d.Changes, c)
		}
	}
	decided := held(s.Tenant.Known, reconcile.DayOf(s.AsOf))
	for i := range d.Verdicts {
		v := &d.Verdicts[i]
		answer := Answer{Verdict: v}
		if v.Finding != nil {
			answer.Held = decided[v.Finding.ID]
		}
		d.Answers = append(d.Answers, answer)
		d.cite(v)
	}
	return d
}

func seen(at, now time.Time) Sighting {
	return Sighting{At: at, Age: now.Sub(at)}
}

// held returns the decisions that hold on a day, by the finding.
func held(known []reconcile.KnownFinding, today reconcile.Day) map[string]reconcile.Decision {
	decided := map[string]reconcile.Decision{}
	for i := range known {
		if known[i].Held.StateOn(today) != reconcile.StateOpen {
			decided[known[i].Finding.ID] = known[i].Held
		}
	}
	return decided
}

// cite adds the published pages of a rule that fired, each rule once.
func (d *Document) cite(v *rules.Verdict) {
	rule, known := rules.Lookup(v.Code)
	if !v.Fired || !known || slices.ContainsFunc(d.Citations, func(c Citation) bool { return c.Code == v.Code }) {
		return
	}
	for _, page := range rule.Sources {
		d.Citations = append(d.Citations, Citation{v.Code, page})
	}
}

// Matches says which of our subscriptions could have replaced the subscription
// that no move names a replacement for, and why they do not.
type Matches struct {
	Sought     bool
	Possible   bool // it has all that a match is looked for by
	Shown      []rules.CandidateAnswer
	More       int // of its offer or an equivalent one, not shown
	OtherOffer int
}

// maxCandidates bounds how many candidates are told one by one; their number is
// always told.
const maxCandidates = 20

func matches(e *rules.Explanation) Matches {
	l := &e.Lifecycle
	found := e.Search.Candidates // those of another offer come last
	near := slices.IndexFunc(found, func(c rules.CandidateAnswer) bool { return c.Miss == rules.MissOffer })
	if near < 0 {
		near = len(found)
	}
	shown := min(near, maxCandidates)
	return Matches{
		Sought:   e.Search.Sought,
		Possible: l.LastDay.Known() && !l.NoEnd() && e.Subscription.Licensed(),
		Shown:    found[:shown], More: near - shown, OtherOffer: len(found) - near,
	}
}
