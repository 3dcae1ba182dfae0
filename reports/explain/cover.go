package explain

import (
	"cmp"

	"handover/reconcile/rules"
	"handover/reports/words"
)

// tellCover adds the move, what replaces the subscription, and how that was found.
func (t *teller) tellCover(to *Section) {
	rows := &t.say.Rows
	to.add(rows.Move, t.move())
	if t.StartBy.Known() && !t.Lifecycle.NoEnd() {
		to.add(rows.ToCover, words.Fill(t.say.Cover.ToCover, "seats", t.seats(t.Subscription.NeededSeats()),
			"day", t.StartBy.String(), "last_day", t.Lifecycle.LastDay.String()))
	}
	for i := range t.Targets {
		to.add(rows.Target, t.target(&t.Targets[i]))
	}
	t.tellMatches(to)
	to.add(rows.Covered, t.texts.Flag(t.Covered))
	if len(t.Successors) > 0 {
		to.add(rows.WentOn, t.joined(t.Successors))
	}
}

func (t *teller) move() string {
	m, cover := t.Move, &t.say.Cover
	if m == nil {
		return dash
	}
	text := words.Fill(cover.Move, "status", string(m.Status), "route", string(m.Route), "day", orDash(m.ExpectedEnd.String()))
	if m.Destination() != m.TenantID {
		text = words.Fill(cover.Elsewhere, "move", text, "tenant", m.Destination())
	}
	if len(m.TargetIDs) > 0 {
		text = words.Fill(cover.Names, "move", text, "targets", t.joined(m.TargetIDs))
	}
	return text
}

func (t *teller) target(target *rules.TargetAnswer) string {
	origin, verdict := t.say.Cover.Named, t.say.Cover.InTime
	switch {
	case target.Matched:
		origin = t.say.Cover.Matched
	case target.From != "":
		origin = words.Fill(t.say.Cover.Became, "subscription", target.From)
	}
	if target.Miss != "" {
		verdict = t.texts.Miss(target.Miss)
	}
	s, l := &target.Subscription, &target.Lifecycle
	return words.Fill(t.say.Cover.Target, "subscription", s.ID, "origin", origin, "status", string(l.Status), "seats", t.seats(s.Quantity),
		"first", orDash(target.Start.String()), "last", orDash(l.LastDay.String()), "outcome", cmp.Or(string(l.Outcome), t.say.Cover.Ended),
		"verdict", verdict)
}

// tellMatches adds which of our subscriptions could have replaced this one, and
// why they do not.
func (t *teller) tellMatches(to *Section) {
	m, add := &t.Matches, func(text string) { to.add(t.say.Rows.Match, text) }
	switch {
	case !m.Sought:
		return
	case !m.Possible:
		add(t.say.Cover.Impossible)
		return
	case len(m.Shown)+m.OtherOffer == 0:
		add(t.say.Cover.NoneFree)
		return
	}
	for i := range m.Shown {
		add(t.candidate(&m.Shown[i]))
	}
	if m.More > 0 {
		add(words.Fill(t.say.Cover.More, "n", whole(m.More)))
	}
	if m.OtherOffer > 0 {
		add(words.Fill(t.texts.Miss(rules.MissOffer), "n", whole(m.OtherOffer)))
	}
}

func (t *teller) candidate(c *rules.CandidateAnswer) string {
	verdict := t.say.Cover.IsMatch
	if c.Miss != "" {
		verdict = words.Fill(t.texts.Miss(c.Miss), "subscription", c.TakenBy)
	}
	return words.Fill(t.say.Cover.Candidate, "subscription", c.ID, "offer", orDash(c.OfferID), "seats", whole(c.Seats),
		"day", orDash(c.Start.String()), "verdict", verdict)
}
