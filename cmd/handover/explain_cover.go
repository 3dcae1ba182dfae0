package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"handover/reconcile/rules"
	"handover/reports/aligned"
)

// maxCandidates bounds how many candidates a person is told of one by one; their
// number is always told.
const maxCandidates = 20

// tellCover prints the move, what replaces the subscription, and how that was
// found.
func (e *explanation) tellCover(t *aligned.Table) {
	t.Row("Move", e.move())
	if e.StartBy.Known() && !e.Lifecycle.NoEnd() {
		t.Row("To cover", fmt.Sprintf("%s seats, there on %s at the latest, and beyond %s",
			seats(e.Subscription.NeededSeats()), e.StartBy, e.Lifecycle.LastDay))
	}
	for i := range e.Targets {
		t.Row("Target", told(&e.Targets[i]))
	}
	e.tellSearch(t)
	t.Row("Covered", yesNo(e.Covered))
}

func (e *explanation) move() string {
	m := e.Move
	if m == nil {
		return "-"
	}
	text := fmt.Sprintf("%s by %s, expected to end %s", m.Status, m.Route, orDash(m.ExpectedEnd.String()))
	if m.Destination() != m.TenantID {
		text += ", to the tenant " + m.Destination()
	}
	if len(m.TargetIDs) > 0 {
		text += ", names " + strings.Join(m.TargetIDs, " and ")
	}
	return text
}

func told(target *rules.TargetAnswer) string {
	origin := "named"
	if target.Matched {
		origin = "matched"
	}
	verdict := "in time"
	if target.Miss != "" {
		verdict = missed(target.Miss, "")
	}
	s := &target.Subscription
	return fmt.Sprintf("%s (%s), %s, %s seats, from %s until %s (%s): %s", s.ID, origin, target.Lifecycle.Status, seats(s.Quantity),
		orDash(target.Start.String()), orDash(target.Lifecycle.LastDay.String()), cmp.Or(string(target.Lifecycle.Outcome), "ended"), verdict)
}

// tellSearch tells which of our subscriptions could have replaced this one, and
// why they do not.
func (e *explanation) tellSearch(t *aligned.Table) {
	found := e.Search.Candidates
	switch {
	case !e.Search.Sought:
		return
	case !e.Subscription.NeededSeats().Known || !e.Lifecycle.LastDay.Known() || e.Lifecycle.NoEnd() || !e.Subscription.Licensed():
		t.Row("Match", "none can be looked for without seats, a last day and a licence-based product")
		return
	case len(found) == 0:
		t.Row("Match", "none: no subscription of ours there is free")
		return
	}
	// Those of another offer come last.
	near := slices.IndexFunc(found, func(c rules.CandidateAnswer) bool { return c.Miss == rules.MissOffer })
	if near < 0 {
		near = len(found)
	}
	shown := min(near, maxCandidates)
	for i := range found[:shown] {
		c := &found[i]
		verdict := "it is the match, or a part of it"
		if c.Miss != "" {
			verdict = missed(c.Miss, c.TakenBy)
		}
		t.Row("Match", fmt.Sprintf("%s, %s, %d seats, bought %s: %s", c.ID, orDash(c.OfferID), c.Seats, orDash(c.Start.String()), verdict))
	}
	if near > shown {
		t.Row("Match", fmt.Sprintf("%d more of its offer or an equivalent one", near-shown))
	}
	if near < len(found) {
		t.Row("Match", fmt.Sprintf("no, %d of ours: another offer that is not listed as equivalent", len(found)-near))
	}
}

// missed says why a subscription does not replace another one.
func missed(why rules.Miss, takenBy string) string {
	switch why {
	case rules.MissStatus:
		return "not in time, for its state does not count"
	case rules.MissLate:
		return "not in time, for it starts too late"
	case rules.MissShort:
		return "not in time, for it ends no later"
	case rules.MissBought:
		return "no, bought too long before the last day"
	case rules.MissSince:
		return "no, nobody knows when it was bought"
	case rules.MissTaken:
		return "no, it replaces " + takenBy
	default:
		return "no, it has too few seats, also with others"
	}
}
