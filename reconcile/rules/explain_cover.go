package rules

import (
	"slices"

	"handover/reconcile"
)

// Miss says in a code why one subscription does not replace another; the empty
// Miss says that it does.
type Miss string

// The reasons for which a target does not cover its source, or a candidate was
// not matched with it.
const (
	MissStatus Miss = "other-status"     // neither active nor pending before the end
	MissLate   Miss = "late"             // starts after the last day on which it may
	MissShort  Miss = "short"            // does not outlast what it is to replace
	MissOffer  Miss = "other-offer"      // neither the same offer nor an equivalent one
	MissBought Miss = "bought-too-early" // bought long before, for something else
	MissSince  Miss = "bought-unknown"   // no source says when it was bought
	MissTaken  Miss = "taken"            // replaces another subscription
	MissSeats  Miss = "too-few-seats"    // also together with others
	MissBetter Miss = "better"           // another one fits better
)

// TargetAnswer says of one target whether it covers its source in time.
type TargetAnswer struct {
	Subscription reconcile.Subscription
	Lifecycle    reconcile.Lifecycle
	Start        reconcile.Day // its first day, as cover counts it
	InTime       bool
	Miss         Miss // why it is not in time
	Matched      bool
	From         string // the id that the move names, where it has become this one
}

// Search says how a replacement was looked for that no move names.
type Search struct {
	Sought     bool // false: the move names its targets, or nothing has to replace the row
	Candidates []CandidateAnswer
}

// CandidateAnswer says of one subscription of ours why it was not matched; the
// Miss of one that was is empty.
type CandidateAnswer struct {
	TenantID string
	ID       string
	OfferID  string
	Seats    int64
	Start    reconcile.Day // first bought
	Miss     Miss
	TakenBy  string // of MissTaken: what it replaces
}

func (v *view) targetAnswers(r *row) []TargetAnswer {
	var list []TargetAnswer
	for i := range r.targets {
		t := &r.targets[i]
		list = append(list, TargetAnswer{
			Subscription: *t.sub, Lifecycle: t.life, Start: v.firstDay(t), InTime: v.inTime(r, t), Miss: v.missOf(r, t), Matched: t.matched, From: t.from,
		})
	}
	return list
}

// missOf returns the first reason for which a target does not cover its source.
func (v *view) missOf(r *row, t *target) Miss {
	switch {
	case !v.serves(r, t):
		return MissStatus
	case !v.startsBy(t, r.limit.day):
		return MissLate
	case !outlasts(r, t):
		return MissShort
	default:
		return ""
	}
}

// searchOf returns how a replacement of a row was looked for.
func (v *view) searchOf(r *row) Search {
	search := Search{Sought: r.named == 0 && r.request == nil && (r.source() || r.lingers() || r.replaceable())}
	if !search.Sought {
		return search
	}
	for _, m := range v.searches {
		for s := range m.seekers {
			if m.seekers[s].rowKey == r.key() {
				search.Candidates = append(search.Candidates, m.answers(s)...)
			}
		}
	}
	return search
}

// answers says of every candidate why it does not replace a seeker: what was
// matched first, what is for another use last.
func (m *matcher) answers(s int) []CandidateAnswer {
	var list []CandidateAnswer
	for c := range m.candidates {
		have := &m.candidates[c]
		if m.seekers[s].rowKey == have.rowKey {
			continue
		}
		miss := m.bondOf(&m.seekers[s], have).miss
		a := CandidateAnswer{TenantID: have.tenant, ID: have.id, OfferID: have.target.sub.OfferID, Seats: have.target.sub.Quantity.N, Start: have.start}
		switch {
		case m.taken[c] == s:
		case miss != "":
			a.Miss = miss
		case m.taken[c] >= 0:
			a.Miss, a.TakenBy = MissTaken, m.seekers[m.taken[c]].id
		case m.has[s] && have.seats >= m.seekers[s].needed:
			a.Miss = MissBetter
		default:
			a.Miss = MissSeats
		}
		list = append(list, a)
	}
	slices.SortStableFunc(list, func(a, b CandidateAnswer) int { return a.Miss.distance() - b.Miss.distance() })
	return list
}

// distance returns how far a candidate is from being a match.
func (m Miss) distance() int {
	switch m {
	case "":
		return 0
	case MissOffer:
		return 2
	default:
		return 1
	}
}

// replaceable reports whether a row of ours that no move names ends, so that
// another one of ours may stand in for it.
func (r *row) replaceable() bool {
	return r.ours && !r.source() && !r.lingers() && !r.left && !r.gone && ends(&r.life)
}
