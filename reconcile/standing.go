package reconcile

import "time"

// Standing is what a report has on one party: the findings in a customer's tenant, or
// those that a partner is asked to settle.
type Standing struct {
	Findings   int
	BySeverity map[Severity]int
	Overdue    int
	Next       Due        // the nearest that has not passed
	Money      []MoneySum // by kind and currency
}

// StandingTally counts a Standing, one finding at a time.
type StandingTally struct {
	asOf     time.Time
	standing Standing
	money    moneyTally
}

// NewStandingTally starts counting for a run at its as-of instant.
func NewStandingTally(asOf time.Time) *StandingTally {
	return &StandingTally{asOf: asOf, standing: Standing{BySeverity: map[Severity]int{}}, money: newMoneyTally()}
}

// Add counts one finding. Once all those of a tenant are counted, Settle lets go of
// them.
func (t *StandingTally) Add(f *Finding) {
	s := &t.standing
	s.Findings++
	s.BySeverity[f.Severity]++
	switch {
	case f.Due.Passed(t.asOf):
		s.Overdue++
	case f.Due.Known() && CompareDue(f.Due, s.Next) < 0:
		s.Next = f.Due
	}
	t.money.add(f, t.asOf)
}

// Settle says that no more findings come of the tenants of those counted so far.
func (t *StandingTally) Settle() { t.money.settle() }

// Standing returns what was counted.
func (t *StandingTally) Standing() Standing {
	s := t.standing
	s.Money = t.money.list()
	return s
}
