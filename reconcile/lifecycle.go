package reconcile

import "time"

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

// NoEnd tells whether the subscription never ends.
func (l *Lifecycle) NoEnd() bool { return l.LastDay.NoEnd() }

// GoesOn tells whether the subscription runs beyond its last day by itself.
func (l *Lifecycle) GoesOn() bool {
	return l.NoEnd() || l.Outcome == Renews || l.Outcome == Extends
}

// IdentityEnd gives the day that tells one term's findings from the next one's:
// E, and nothing for a row in an extended term, which has a new end every month.
func (l *Lifecycle) IdentityEnd() Day {
	if l.InEST || l.NoEnd() {
		return 0
	}
	return l.LastDay
}

// Lifecycle works out where a subscription stands on a day.
func (p *Policy) Lifecycle(s *Subscription, today Day) Lifecycle {
	l := Lifecycle{Status: s.Status, InEST: s.InEST == Yes}
	l.LastDay, l.DateConflict = LastDay(s)
	p.decide(s, &l)
	p.correctLag(s, &l, today)
	p.deadlines(s, &l)
	return l
}

// LastDay gives E, the last day of service, from the end as the source wrote
// it, and whether its date and its date-time name different days; then the
// earlier one counts.
// Source: https://learn.microsoft.com/partner-center/developer/subscription-resources
func LastDay(s *Subscription) (last Day, conflict bool) {
	date, dateTime := lastDayOf(s, s.CommitmentEnd), lastDayOf(s, s.CommitmentEndAt)
	switch {
	case !date.Known():
		return dateTime, false
	case !dateTime.Known():
		return date, false
	default:
		return min(date, dateTime), date != dateTime
	}
}

// lastDayOf reads one end. New commerce writes the last day itself although it
// carries 00:00:00; the older csp catalogue writes the first moment after it.
func lastDayOf(s *Subscription, end time.Time) Day {
	day := DayOf(end)
	midnight := end.Equal(day.Start())
	if midnight && s.IsLegacy() && !day.NoEnd() {
		return day.AddDays(-1)
	}
	return day
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
