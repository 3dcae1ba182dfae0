package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reports/aligned"
)

// tellFacts prints what the sources say of the subscription.
func (e *explanation) tellFacts(t *aligned.Table) {
	s := &e.Subscription
	t.Row("Known from", s.Source+", "+e.seen(s.ObservedAt))
	t.Row("Bought", e.bought())
	t.Row("Product", fmt.Sprintf("%s, %s, offer %s", s.Kind(), s.Platform(), orDash(s.OfferID)))
	t.Row("Seats", fmt.Sprintf("%s bought, %s assigned", seats(s.Quantity), seats(s.Assigned)))
	t.Row("Status", e.status())
	t.Row("Auto-renew", autoRenew(s))
	t.Row("Price", price(s))
	if s.Cancellable.Known {
		t.Row("Cancellable", cmp.Or(until(s.Cancellable.Until), "no"))
	}
	if s.Trial == reconcile.Yes {
		t.Row("Trial", "yes")
	}
	if e.Lifecycle.InEST {
		t.Row("Extended", "runs in an extended service term")
	}
}

func (e *explanation) bought() string {
	s := &e.Subscription
	text := orDash(string(s.Channel)) + " from " + orDash(strings.TrimSpace(s.SellerName+" "+s.SellerID))
	if e.Ours {
		text += " (ours)"
	}
	if s.Created.Known() {
		text += ", first on " + s.Created.String()
	}
	return text + ", to act: " + string(e.Actor)
}

func (e *explanation) status() string {
	s := &e.Subscription
	text := orDash(string(s.Status))
	if s.StatusSince.Known() {
		text += " since " + s.StatusSince.String()
	}
	if e.Lifecycle.Status != s.Status {
		text += ", by its dates " + string(e.Lifecycle.Status)
	}
	return text
}

func autoRenew(s *reconcile.Subscription) string {
	text := map[reconcile.Tri]string{reconcile.Unknown: "unknown", reconcile.No: "off", reconcile.Yes: "on"}[s.AutoRenew]
	switch s.EndOfTerm {
	case reconcile.NoField:
		return text + "; the source cannot show an action at the end of the term"
	case reconcile.NoAction:
		return text + "; no action at the end of the term"
	default:
		return text + "; action at the end of the term: " + string(s.EndOfTerm)
	}
}

func price(s *reconcile.Subscription) string {
	if !s.UnitPrice.Known {
		return "unknown"
	}
	return fmt.Sprintf("%s %s a seat and billing period (%s)", s.UnitPrice, orDash(s.Currency), cmp.Or(string(s.BillingCycle), "unknown"))
}

// tellOrigins lists who delivered what of the tenant, and how old it is.
func (e *explanation) tellOrigins(t *aligned.Table) {
	if len(e.state.Deliveries) == 0 {
		return
	}
	t.Line("")
	t.Row("FACTS", "SOURCE", "SEEN")
	for _, d := range e.state.Deliveries {
		seen := e.seen(d.ObservedAt)
		if d.Rejected > 0 {
			seen += ", " + plural(d.Rejected, "row") + " rejected"
		}
		t.Row(d.Kind, d.Source, seen)
	}
}

// seen tells when facts were seen and how many whole hours ago that was.
func (e *explanation) seen(at time.Time) string {
	if at.IsZero() {
		return "never seen"
	}
	return fmt.Sprintf("seen %s, %s old", at.UTC().Format(time.RFC3339), plural(max(int(e.now.Sub(at).Hours()), 0), "hour"))
}

func until(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return "until " + at.UTC().Format(time.RFC3339Nano)
}
