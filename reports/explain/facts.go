package explain

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

// tellFacts adds what the sources say of the subscription.
func (t *teller) tellFacts(to *Section) {
	s, rows, facts := &t.Subscription, &t.say.Rows, &t.say.Facts
	to.add(rows.KnownFrom, words.Fill(facts.KnownFrom, "source", s.Source, "seen", t.seen(t.Seen)))
	if t.Gone {
		to.add(rows.Missing, words.Fill(facts.Gone, "day", orDash(s.MissingSince.String())))
	}
	to.add(rows.Bought, t.bought())
	to.add(rows.Product, words.Fill(facts.Product, "kind", string(s.Kind()), "platform", string(s.Platform()), "offer", orDash(s.OfferID)))
	to.add(rows.Seats, t.bothSeats())
	to.add(rows.Status, t.status())
	to.add(rows.AutoRenew, t.autoRenew())
	to.add(rows.Price, t.price())
	if s.Cancellable.Known {
		to.add(rows.Cancellable, t.cancellable(s.Cancellable.Until))
	}
	if s.Trial == reconcile.Yes {
		to.add(rows.Trial, t.texts.Flag(true))
	}
	if t.Lifecycle.InEST {
		to.add(rows.Extended, facts.Extended)
	}
}

// bothSeats tells how many seats were bought and how many are assigned, or can be.
func (t *teller) bothSeats() string {
	s, text, assigned := &t.Subscription, t.say.Facts.Seats, t.Subscription.Assigned
	if !assigned.Known && s.AssignedAtMost.Known {
		text, assigned = t.say.Facts.AtMost, s.AssignedAtMost
	}
	return words.Fill(text, "bought", t.seats(s.Quantity), "assigned", t.seats(assigned))
}

func (t *teller) bought() string {
	s, facts := &t.Subscription, &t.say.Facts
	text := words.Fill(facts.Bought, "channel", orDash(string(s.Channel)), "seller", orDash(strings.TrimSpace(t.Seller+" "+s.SellerID)))
	if t.Ours {
		text = words.Fill(facts.Ours, "bought", text)
	}
	if s.Created.Known() {
		text = words.Fill(facts.First, "bought", text, "day", s.Created.String())
	}
	return words.Fill(facts.ToAct, "bought", text, "actor", string(t.Actor))
}

func (t *teller) status() string {
	s, facts := &t.Subscription, &t.say.Facts
	text := orDash(string(s.Status))
	if s.StatusSince.Known() {
		text = words.Fill(facts.Since, "status", text, "day", s.StatusSince.String())
	}
	if other := t.Lifecycle.Status; other != s.Status {
		text = words.Fill(facts.ByDates, "status", text, "other", string(other))
	}
	return text
}

func (t *teller) autoRenew() string {
	s, facts := &t.Subscription, &t.say.Facts
	text := map[reconcile.Tri]string{reconcile.Unknown: t.say.Unknown, reconcile.No: facts.Off, reconcile.Yes: facts.On}[s.AutoRenew]
	switch s.EndOfTerm {
	case reconcile.NoField:
		return words.Fill(facts.NoField, "auto_renew", text)
	case reconcile.NoAction:
		return words.Fill(facts.NoAction, "auto_renew", text)
	default:
		return words.Fill(facts.Action, "auto_renew", text, "action", string(s.EndOfTerm))
	}
}

func (t *teller) price() string {
	s := &t.Subscription
	if !s.UnitPrice.Known {
		return t.say.Unknown
	}
	return words.Fill(t.say.Facts.Price, "price", s.UnitPrice.String(), "currency", orDash(s.Currency),
		"cycle", cmp.Or(string(s.BillingCycle), t.say.Unknown))
}

func (t *teller) cancellable(until time.Time) string {
	if until.IsZero() {
		return t.texts.Flag(false)
	}
	return words.Fill(t.say.Facts.Until, "at", until.UTC().Format(time.RFC3339Nano))
}

// seen tells when facts were seen and how long ago that was.
func (t *teller) seen(s Sighting) string {
	if s.At.IsZero() {
		return t.say.Facts.NeverSeen
	}
	if s.Age <= -time.Hour {
		return words.Fill(t.say.Facts.SeenAhead, "at", instant(s.At))
	}
	return words.Fill(t.say.Facts.Seen, "at", instant(s.At), "ago", t.texts.Ago(s.Age))
}

func whole[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }
