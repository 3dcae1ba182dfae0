package reconcile

import "time"

// EndStep returns the step that keeps a subscription from going on after its term;
// none where it ends anyway or has ended. An extended term ends early, what is left
// of its month being paid back, once its replacement is in place. Auto-renew off is enough where the free
// grace follows, and leaves that as a net. Where an extended term would follow or
// might, or where an action is scheduled, which beats auto-renew, only Cancel ends
// it. A term without a known end ends today at the earliest, which is what the
// dated facts are read for.
// Source: https://learn.microsoft.com/partner-center/customers/extended-service-terms
func (p *Policy) EndStep(s *Subscription, life *Lifecycle, replaced bool, today Day) StepKind {
	switch {
	case !life.Running() || life.Stops() && !(life.InEST && replaced):
		return ""
	case life.InEST:
		return StepCancelEST
	case s.EndOfTerm != NoField && s.EndOfTerm != NoAction:
		return StepSetCancel
	}
	term := *s
	if last, _ := LastDay(s); !last.Known() {
		term.CommitmentEnd = today.Start()
	}
	if _, off := p.Lapsing(&term); off.Outcome == Lapses {
		return StepAutoRenewOff
	}
	return StepSetCancel
}

// Lapsing returns a subscription as if its auto-renew were off and no action
// scheduled, and its life as seen from before its end.
func (p *Policy) Lapsing(s *Subscription) (Subscription, Lifecycle) {
	off := *s
	off.AutoRenew = No
	if off.EndOfTerm != NoField {
		off.EndOfTerm = NoAction
	}
	return off, p.Lifecycle(&off, Catalog{}, time.Time{})
}
