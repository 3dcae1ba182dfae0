package reconcile

// Outcome is what happens at the end of a term if nobody does anything.
type Outcome string

// The outcomes. NoOutcome belongs to rows that are neither active nor pending.
const (
	NoOutcome      Outcome = ""
	Renews         Outcome = "renew"
	Extends        Outcome = "est"
	Cancels        Outcome = "cancel"
	Lapses         Outcome = "grace"
	OutcomeUnknown Outcome = "unknown"
)

// Reason says in a code why an outcome is what it is.
type Reason string

// The reasons of an outcome.
const (
	ReasonNotRunning     Reason = "not-running"      // the state has no outcome
	ReasonAction         Reason = "scheduled-action" // an action at the end of the term decides
	ReasonUnknownAction  Reason = "unknown-action"   // an action outside the list
	ReasonInEST          Reason = "in-est"           // already extended, goes on
	ReasonAutoRenewOn    Reason = "auto-renew-on"
	ReasonAutoRenewOff   Reason = "auto-renew-off"     // off, the free grace applies
	ReasonESTMatrix      Reason = "est-matrix"         // off, the matrix of extended terms applies
	ReasonStartUnknown   Reason = "term-start-unknown" // off, the matrix cannot be read without a start
	ReasonSourcesDiffer  Reason = "sources-differ"     // off, and it is disputed whether such a term extends
	ReasonNoActionField  Reason = "no-action-field"    // off, and the source cannot show an action
	ReasonAutoRenewBlank Reason = "auto-renew-unknown"
	ReasonNeverRenews    Reason = "never-renews"  // unknown, in a channel where nothing renews by itself
	ReasonNotRenewable   Reason = "not-renewable" // set to renew, which its offer no longer can
)

// decide works out the outcome of a row, in the order in which Microsoft's
// choices beat one another: a scheduled action, an extended term that already
// runs, then auto-renew read through the matrix of extended service terms.
// Source: https://learn.microsoft.com/partner-center/customers/extended-service-terms
func (p *Policy) decide(s *Subscription, catalog Catalog, l *Lifecycle) {
	action, acts := outcomeOfAction(s.EndOfTerm)
	switch {
	case s.Status != Active && s.Status != Pending:
		l.Reason = ReasonNotRunning
	case acts && action == Renews && !renewable(s, catalog, l.LastDay):
		l.Outcome, l.Reason = OutcomeUnknown, ReasonNotRenewable
	case acts:
		l.Outcome, l.Reason = action, ReasonAction
	case l.InEST:
		l.Outcome, l.Reason = Extends, ReasonInEST
	case s.EndOfTerm != NoField && s.EndOfTerm != NoAction:
		l.Outcome, l.Reason = OutcomeUnknown, ReasonUnknownAction
	default:
		p.decideByAutoRenew(s, catalog, l)
	}
}

// decideByAutoRenew decides for a row which carries no action. What an agreement
// holds never renews by itself, so that there an unknown auto-renew is none.
func (p *Policy) decideByAutoRenew(s *Subscription, catalog Catalog, l *Lifecycle) {
	never := s.Channel == EA || s.Channel == Open
	switch {
	case s.AutoRenew == No:
		p.decideWithoutChoice(s, l)
	case s.AutoRenew == Yes && renewable(s, catalog, l.LastDay):
		l.Outcome, l.Reason = Renews, ReasonAutoRenewOn
	case never:
		l.Outcome, l.Reason = Lapses, ReasonNeverRenews
	case s.AutoRenew == Yes:
		l.Outcome, l.Reason = OutcomeUnknown, ReasonNotRenewable
	default:
		l.Outcome, l.Reason = OutcomeUnknown, ReasonAutoRenewBlank
	}
}

// renewable reports whether the offer of a row can still begin a new term on the
// day after the last one, or the renewal leads into another offer.
func renewable(s *Subscription, catalog Catalog, last Day) bool {
	offer, listed := catalog.Offer(s.OfferID)
	if !listed || !last.Known() || last.NoEnd() {
		return true
	}
	changes := s.RenewOfferID != "" && !SameOffer(s.RenewOfferID, s.OfferID)
	return changes || offer.Renewable(last.AddDays(1))
}

// decideWithoutChoice decides for a row that carries no action and does not renew.
// A source that cannot show an action may hide one, which is no matter where the
// free grace follows anyway.
func (p *Policy) decideWithoutChoice(s *Subscription, l *Lifecycle) {
	d := p.withoutChoice(s, l.LastDay)
	l.Outcome, l.Reason, l.Assumptions = d.outcome, d.reason, append(l.Assumptions, d.assumptions...)
	switch {
	case d.outcome == Lapses:
	case s.EndOfTerm == NoField:
		l.Outcome, l.Reason = OutcomeUnknown, ReasonNoActionField
	case d.outcome == Extends:
		l.ByDefault = true
		if s.Channel != CSP {
			l.Assumptions = append(l.Assumptions, DirectDefault)
		}
	}
}

// outcomeOfAction returns the outcome that an action at the end of the term
// stands for.
func outcomeOfAction(action EndOfTerm) (Outcome, bool) {
	switch action {
	case ActionCancel:
		return Cancels, true
	case ActionEST:
		return Extends, true
	case ActionRenew:
		return Renews, true
	default:
		return NoOutcome, false
	}
}
