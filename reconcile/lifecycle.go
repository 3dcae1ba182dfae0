package reconcile

import "time"

// Assumption names something a finding rests on that no source said.
type Assumption string

// The assumptions of the catalogue.
const (
	ESTBorderDay     Assumption = "est-border-day"
	TermStartDerived Assumption = "term-start-derived"
	TermStartUnknown Assumption = "term-start-unknown"
	StatusLags       Assumption = "status-lags"
	TargetMatched    Assumption = "target-matched"
	ExpiredCounted   Assumption = "expired-counted"
	PriceEstimated   Assumption = "price-estimated"
	PriceOfThisTerm  Assumption = "price-of-this-term"
	TransferOrigin   Assumption = "transfer-origin"
	NewTermSeenEarly Assumption = "new-term-seen-early"
	WindowDerived    Assumption = "window-derived"
	StateBeforeEnd   Assumption = "state-before-end"
	WindowDayOnly    Assumption = "window-day-only"

	ESTInferred Assumption = "est-inferred"
	OldValue    Assumption = "old-value"
	ChargesOnly Assumption = "charges-only"

	AccountTypeUnknown Assumption = "account-type-unknown"
	DirectDefault      Assumption = "direct-default"
)

// Lifecycle is where a subscription stands on a day: its last day, its state
// with a lagging status corrected, what happens at the end, and until when a
// replacement must be active.
type Lifecycle struct {
	LastDay      Day  // E; unknown where no source gives an end
	DateConflict bool // date and date-time named different days
	Status       Status
	Outcome      Outcome
	Reason       Reason
	ByDefault    bool // est without anybody having chosen it
	InEST        bool // in an extended term, by its own word or by lag
	CoverBy      Day  // last day by which a replacement must be active
	Access       bool // people can still work after E, until CoverBy
	StartBy      Day  // last day on which a replacement may start
	DataUntil    Day  // last day of the data
	Cancelled    bool // expired, disabled or deleted, and told to end with its term before
	BeforeEnd    bool // expired, disabled or deleted although E lay ahead
	Since        Day  // the day of that state, where it is known
	Assumptions  []Assumption
}

// NoEnd reports whether the subscription never ends.
func (l *Lifecycle) NoEnd() bool { return l.LastDay.NoEnd() }

// Running reports whether the subscription is before the end of its term with a
// choice about it left.
func (l *Lifecycle) Running() bool { return l.Status == Active || l.Status == Pending }

// Stops reports whether the subscription ends by itself or because it was told to.
// An outcome that is not known does not: only a choice makes it known.
func (l *Lifecycle) Stops() bool {
	return !l.NoEnd() && (l.Outcome == Cancels || l.Outcome == Lapses)
}

// GoesOn reports whether the subscription runs beyond its last day by itself.
func (l *Lifecycle) GoesOn() bool {
	return l.NoEnd() || l.Outcome == Renews || l.Outcome == Extends
}

// IdentityEnd returns the day that tells one term's findings from the next one's:
// E, and nothing for a row in an extended term, which has a new end every month.
func (l *Lifecycle) IdentityEnd() Day {
	if l.InEST || l.NoEnd() {
		return 0
	}
	return l.LastDay
}

// Lifecycle works out where a subscription stands at an instant. The catalogue tells
// whether its offer can still be renewed; without one every offer can.
func (p *Policy) Lifecycle(s *Subscription, catalog Catalog, asOf time.Time) Lifecycle {
	l := Lifecycle{Status: s.Status, InEST: s.InEST == Yes}
	l.LastDay, l.DateConflict = LastDay(s)
	if !l.InEST && p.inferEST(s, catalog, l.LastDay, asOf) {
		l.InEST, l.Assumptions = true, append(l.Assumptions, ESTInferred)
	}
	p.decide(s, catalog, &l)
	p.correctLag(s, &l, DayOf(asOf))
	l.BeforeEnd, l.Since = beforeEnd(s, l.LastDay, asOf)
	l.Cancelled = l.Status.Ended() && wasCancelled(s, l.LastDay, asOf)
	p.deadlines(s, &l)
	p.limitStart(s, &l, asOf)
	return l
}

// correctLag moves an active row whose last day has passed to the state that
// its outcome leads to: a status can lag behind the dates.
func (p *Policy) correctLag(s *Subscription, l *Lifecycle, today Day) {
	if s.Status != Active || !l.LastDay.Known() || today <= l.LastDay {
		return
	}
	switch l.Outcome {
	case Lapses:
		l.Status, l.Outcome = Expired, NoOutcome
	case Cancels:
		l.Status, l.Outcome = Disabled, NoOutcome
	case Extends:
		l.InEST, l.ByDefault = true, false
	}
	l.Assumptions = append(l.Assumptions, StatusLags)
}

// deadlines fills in the cover-by day, the last day on which a replacement may start
// and the last day of the data. They count from E, or from the day of a state that
// came before it; where that is not known there are none.
func (p *Policy) deadlines(s *Subscription, l *Lifecycle) {
	if !l.LastDay.Known() || l.NoEnd() && !l.BeforeEnd {
		return
	}
	grace, from := p.GraceOf(s), l.LastDay
	if l.BeforeEnd {
		from = l.Since
	}
	switch l.Status {
	case Active, Pending, Suspended:
		l.CoverBy = from
	}
	if l.Status == Expired || l.Outcome == Lapses {
		l.coverByGrace(grace, from)
	}
	l.DataUntil = p.dataUntil(s, l, grace, from)
}

// dataUntil returns the last day of the data, counted from a day. Where nothing is
// documented of what follows the end there is none.
func (p *Policy) dataUntil(s *Subscription, l *Lifecycle, grace Grace, from Day) Day {
	switch {
	case l.Status == Deleted || grace.undocumented():
		return 0
	case l.Status == Suspended && s.IsNCE():
		return from.AddDays(p.Limits.SuspendedDataDays)
	case l.Status == Suspended && s.IsLegacy():
		return s.StatusSince.AddDays(p.Limits.LegacySuspendedDays)
	case l.Status == Disabled && l.BeforeEnd:
		return from.AddDays(grace.DisabledDays)
	case l.Outcome == Cancels, l.Status == Disabled && l.Cancelled:
		return from.AddDays(p.Limits.CancelledDataDays)
	default:
		return from.AddDays(grace.Days + grace.DisabledDays)
	}
}

func (l *Lifecycle) coverByGrace(grace Grace, from Day) {
	l.CoverBy, l.Access = from.AddDays(grace.Days), grace.Days > 0
	if grace.StopsAtEnd {
		l.CoverBy, l.Access = from, false
	}
}

// limitStart fills in the last day on which a replacement may start. A row that is
// disabled or deleted is measured by the grace it has gone through, if it had one;
// before its end it is measured by the day on which it became so.
func (p *Policy) limitStart(s *Subscription, l *Lifecycle, asOf time.Time) {
	grace := p.GraceOf(s)
	l.StartBy = l.CoverBy
	if l.Status != Disabled && l.Status != Deleted {
		return
	}
	switch {
	case l.BeforeEnd && l.Since.Known():
		l.StartBy = l.Since
	case l.BeforeEnd:
		l.StartBy = firstSeenSo(s, asOf)
	case l.Cancelled || grace.StopsAtEnd || wasSuspended(s, asOf) || p.WithoutChoice(s, l.LastDay) != Lapses:
		l.StartBy = l.LastDay
	default:
		l.StartBy = l.LastDay.AddDays(grace.Days)
	}
}
