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
	ReasonNoActionField  Reason = "no-action-field"    // off, and the source cannot show an action
	ReasonAutoRenewBlank Reason = "auto-renew-unknown"
)

// decide works out the outcome of a row, in the order in which Microsoft's
// choices beat one another: a scheduled action, an extended term that already
// runs, then auto-renew read through the matrix of extended service terms.
// Source: https://learn.microsoft.com/partner-center/customers/extended-service-terms
func (p *Policy) decide(s *Subscription, l *Lifecycle) {
	if s.Status != Active && s.Status != Pending {
		l.Reason = ReasonNotRunning
		return
	}
	if outcome, ok := outcomeOfAction(s.EndOfTerm); ok {
		l.Outcome, l.Reason = outcome, ReasonAction
		return
	}
	switch {
	case l.InEST:
		l.Outcome, l.Reason = Extends, ReasonInEST
	case s.EndOfTerm != NoField && s.EndOfTerm != NoAction:
		l.Outcome, l.Reason = OutcomeUnknown, ReasonUnknownAction
	case s.AutoRenew == Yes:
		l.Outcome, l.Reason = Renews, ReasonAutoRenewOn
	case s.AutoRenew == Unknown:
		l.Outcome, l.Reason = OutcomeUnknown, ReasonAutoRenewBlank
	case !extendable(s):
		l.Outcome, l.Reason = Lapses, ReasonAutoRenewOff
	default:
		p.decideByMatrix(s, l)
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

// extendable reports whether a row is of the kind that extended service terms
// exist for: licence-based new commerce of csp or web-direct, no trial.
func extendable(s *Subscription) bool {
	return (s.Channel == CSP || s.Channel == WebDirect) &&
		s.Licensed() && s.Platform() == NCE && s.Trial != Yes
}

// decideByMatrix reads the matrix for a row of that kind whose auto-renew is
// off and which carries no action.
func (p *Policy) decideByMatrix(s *Subscription, l *Lifecycle) {
	extends, assumptions := p.extendsByDefault(s, l.LastDay)
	switch {
	case extends == No:
		l.Outcome, l.Reason = Lapses, ReasonAutoRenewOff
	case s.EndOfTerm == NoField:
		l.Outcome, l.Reason = OutcomeUnknown, ReasonNoActionField
	case extends == Unknown:
		l.Outcome, l.Reason = OutcomeUnknown, ReasonStartUnknown
	default:
		l.Outcome, l.Reason, l.ByDefault = Extends, ReasonESTMatrix, true
	}
	l.Assumptions = append(l.Assumptions, assumptions...)
}

// extendsByDefault reports whether a row slides into an extended term without a
// choice: its term was purchased or renewed in scope, and ends on or after the
// day on which the free grace ended.
func (p *Policy) extendsByDefault(s *Subscription, last Day) (Tri, []Assumption) {
	if !last.Known() || last < p.EST.AutomaticFrom {
		return No, nil
	}
	var border []Assumption
	if last == p.EST.AutomaticFrom {
		border = append(border, ESTBorderDay)
	}
	from := p.EST.ScopeFrom
	if s.Channel == WebDirect {
		from = p.EST.WebDirectScopeFrom
	}
	switch start, derived := TermStart(s, last); {
	case s.Term == Triennial && s.TransferredOn.Known() && mayPredate(s, last, from):
		return Yes, append(border, TransferOrigin)
	case start.Known() && start < from:
		return No, p.ifDerived(s, derived, from)
	case start.Known():
		return Yes, append(border, p.ifDerived(s, derived, from)...)
	case s.Created >= from && s.Created.Known():
		return Yes, border
	case !canPredate(last, from):
		return Yes, border
	default:
		return Unknown, []Assumption{TermStartUnknown}
	}
}

// longestTermMonths is the longest term that is sold: three years.
const longestTermMonths = 36

// mayPredate reports whether a transferred three-year term may have begun before
// extended terms existed: a partner transfer keeps the term and its end but the
// new subscription shows the day of the transfer. Then the earlier of the two
// possible cover-by days is used.
func mayPredate(s *Subscription, last, from Day) bool {
	start := s.TermStart
	known := start.Known() && start < s.TransferredOn
	return !known && canPredate(last, from)
}

// canPredate reports whether some term that ends on a day can have begun before
// another day.
func canPredate(last, from Day) bool {
	return last.AddDays(1).AddMonths(-longestTermMonths) < from
}

// TermStart returns the first day of the current term: as the source says, else
// for monthly and annual terms counted back from the last day. A three-year
// term is never counted back; derived reports which it was.
func TermStart(s *Subscription, last Day) (start Day, derived bool) {
	if s.TermStart.Known() {
		return s.TermStart, false
	}
	if s.Term != Monthly && s.Term != Annual || !last.Known() || last.NoEnd() {
		return 0, false
	}
	months, _ := s.Term.Months()
	return last.AddDays(1).AddMonths(-months), true
}

// ifDerived names the assumption of a derived start where the answer could have
// been another one: where a term of this length that ends on the first day of
// the new rule can have begun before the scope did.
func (p *Policy) ifDerived(s *Subscription, derived bool, from Day) []Assumption {
	months, ok := s.Term.Months()
	if !derived || !ok || p.EST.AutomaticFrom.AddDays(1).AddMonths(-months) >= from {
		return nil
	}
	return []Assumption{TermStartDerived}
}
