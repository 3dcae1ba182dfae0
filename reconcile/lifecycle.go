package reconcile

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
	TransferOrigin   Assumption = "transfer-origin"
	WindowDayOnly    Assumption = "window-day-only"

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
	DataUntil    Day  // last day of the data
	Assumptions  []Assumption
}

// NoEnd reports whether the subscription never ends.
func (l *Lifecycle) NoEnd() bool { return l.LastDay.NoEnd() }

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

// Lifecycle works out where a subscription stands on a day. The catalogue tells
// whether its offer can still be renewed; without one every offer can.
func (p *Policy) Lifecycle(s *Subscription, catalog Catalog, today Day) Lifecycle {
	l := Lifecycle{Status: s.Status, InEST: s.InEST == Yes}
	l.LastDay, l.DateConflict = LastDay(s)
	p.decide(s, catalog, &l)
	p.correctLag(s, &l, today)
	p.deadlines(s, &l)
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

// deadlines fills in the cover-by day and the last day of the data.
func (p *Policy) deadlines(s *Subscription, l *Lifecycle) {
	if !l.LastDay.Known() || l.NoEnd() {
		return
	}
	grace := p.GraceOf(s)
	afterGrace := l.LastDay.AddDays(grace.Days)
	l.DataUntil = afterGrace.AddDays(grace.DisabledDays)
	switch l.Status {
	case Active, Pending:
		l.CoverBy = l.LastDay
		if l.Outcome == Lapses {
			l.coverByGrace(grace, afterGrace)
		}
		if l.Outcome == Cancels {
			l.DataUntil = l.LastDay.AddDays(p.Limits.CancelledDataDays)
		}
	case Expired:
		l.coverByGrace(grace, afterGrace)
	case Suspended:
		l.CoverBy = l.LastDay
		if s.IsNCE() {
			l.DataUntil = l.LastDay.AddDays(p.Limits.SuspendedDataDays)
		}
	case Disabled:
		if s.Status == Active || s.EndOfTerm == ActionCancel {
			l.DataUntil = l.LastDay.AddDays(p.Limits.CancelledDataDays)
		}
	}
}

func (l *Lifecycle) coverByGrace(grace Grace, afterGrace Day) {
	l.CoverBy = afterGrace
	l.Access = grace.Days > 0
	if grace.StopsAtEnd {
		l.CoverBy, l.Access = l.LastDay, false
	}
}
