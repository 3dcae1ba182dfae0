package reconcile

// fallback is what the matrix of extended service terms leads to, and why.
type fallback struct {
	outcome     Outcome // Lapses, Extends or OutcomeUnknown
	reason      Reason
	assumptions []Assumption
}

// WithoutChoice returns what would follow the end of a row's term if auto-renew
// were off and nothing scheduled: the free grace, an extended term, or one of the
// two. Where it is not the grace, switching auto-renew off is not enough.
func (p *Policy) WithoutChoice(s *Subscription, last Day) Outcome {
	return p.withoutChoice(s, last).outcome
}

func (p *Policy) withoutChoice(s *Subscription, last Day) fallback {
	if !extendable(s) || !last.Known() || last < p.EST.AutomaticFrom {
		return fallback{outcome: Lapses, reason: ReasonAutoRenewOff}
	}
	f := p.byStart(s, last)
	if f.outcome == Lapses {
		return f
	}
	if last == p.EST.AutomaticFrom {
		f.assumptions = append(f.assumptions, ESTBorderDay)
	}
	if s.Channel == WebDirect && !s.AccountType.Listed() {
		f.assumptions = append(f.assumptions, AccountTypeUnknown)
	}
	return f
}

// extendable reports whether a row is of the kind that extended service terms
// exist for: licence-based new commerce under a customer agreement, no trial. The
// old direct billing accounts have none.
func extendable(s *Subscription) bool {
	switch s.Channel {
	case CSP, MCAE:
	case WebDirect:
		if s.AccountType == AccountMOSP {
			return false
		}
	default:
		return false
	}
	return s.Licensed() && s.Platform() == NCE && s.Trial != Yes
}

// byStart decides by the first day of a term that ends after the free grace ended
// for new ones.
func (p *Policy) byStart(s *Subscription, last Day) fallback {
	first, derived := TermStart(s, last)
	bought := s.Created
	if s.TransferredOn.Known() {
		bought = 0 // the day on which the transfer made the row
	}
	switch {
	case p.transferred(s):
		return p.byOrigin(s, last)
	case derived && p.startingOn(s.Channel, bought).outcome == Extends:
		return p.startingOn(s.Channel, bought)
	case derived:
		f := p.startingOn(s.Channel, max(first, bought))
		f.assumptions = p.ifDerived(s)
		return f
	case first.Known():
		return p.startingOn(s.Channel, first)
	}
	if f := p.startingOn(s.Channel, max(longestAgo(last), bought)); f.outcome == Extends {
		return f
	}
	return fallback{outcome: OutcomeUnknown, reason: ReasonStartUnknown, assumptions: []Assumption{TermStartUnknown}}
}

// startingOn decides for a term that began on a day. Whether terms of enterprise
// customer agreements extend that began between the first scope and that of direct
// customers, sources differ.
func (p *Policy) startingOn(channel Channel, first Day) fallback {
	from := p.EST.ScopeFrom
	if channel != CSP {
		from = p.EST.WebDirectScopeFrom
	}
	switch {
	case first >= from:
		return fallback{outcome: Extends, reason: ReasonESTMatrix}
	case channel == MCAE && first >= p.EST.ScopeFrom:
		return fallback{outcome: OutcomeUnknown, reason: ReasonSourcesDiffer}
	default:
		return fallback{outcome: Lapses, reason: ReasonAutoRenewOff}
	}
}

// transferred reports whether a row is a three-year term that another partner sold:
// a partner transfer keeps the term and its end, but the new subscription shows the
// day of the transfer, from which its start and its creation prove nothing.
func (p *Policy) transferred(s *Subscription) bool {
	return s.Channel == CSP && s.Term == Triennial && s.TransferredOn >= p.EST.ScopeFrom
}

// byOrigin decides for such a row. Where it may have begun before extended terms
// existed, the earlier of the two possible cover-by days is used.
func (p *Policy) byOrigin(s *Subscription, last Day) fallback {
	first := s.TermStart
	if first.Known() && first < p.EST.ScopeFrom {
		return p.startingOn(s.Channel, first)
	}
	f := fallback{outcome: Extends, reason: ReasonESTMatrix}
	original := first.Known() && first < s.TransferredOn
	if !original && longestAgo(last) < p.EST.ScopeFrom {
		f.assumptions = []Assumption{TransferOrigin}
	}
	return f
}

// longestAgo returns the first day on which a term that ends on a day can have
// begun: the longest that is sold is three years.
func longestAgo(last Day) Day { return last.AddDays(1).AddMonths(-36) }

// TermStart returns the first day of the current term: as the source says, else
// for monthly and annual terms counted back from the last day. A three-year term
// is never counted back; derived reports which it was.
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
// been another one: where a term of this length that ends on the first day of the
// new rule can have begun before the scope did.
func (p *Policy) ifDerived(s *Subscription) []Assumption {
	months, _ := s.Term.Months()
	if p.startingOn(s.Channel, p.EST.AutomaticFrom.AddDays(1).AddMonths(-months)).outcome == Extends {
		return nil
	}
	return []Assumption{TermStartDerived}
}
