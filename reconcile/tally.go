package reconcile

import (
	"cmp"
	"math/big"
	"slices"
	"time"
)

// Tally counts a run into a Summary, one finding and one tenant at a time. It
// serves the run itself and every cut of a report, so that their totals are
// counted in one way.
type Tally struct {
	asOf     time.Time
	summary  Summary
	exposure map[exposureKey]*ExposureSum
	money    moneyTally

	moves      int
	movesKnown bool
}

type exposureKey struct {
	code Code
	moneyKey
}

// NewTally starts counting for a run at its as-of instant.
func NewTally(asOf time.Time) *Tally {
	t := &Tally{asOf: asOf, exposure: map[exposureKey]*ExposureSum{}, money: newMoneyTally()}
	t.summary = Summary{
		ByCode:     map[Code]int{},
		BySeverity: map[Severity]int{},
		ByJob:      map[Job]int{},
		ByUrgency:  map[Urgency]int{},
		ByOwner:    map[Owner]int{},
		Totals:     map[Total]int64{},
		Routine:    map[Counter]int{},
		Silenced:   map[Code]int{},
		Unattended: map[Severity]int{},
	}
	for _, s := range Severities() {
		t.summary.BySeverity[s] = 0
	}
	for _, u := range Urgencies() {
		t.summary.ByUrgency[u] = 0
	}
	for _, c := range Counters() {
		t.summary.Routine[c] = 0
	}
	return t
}

// AddFinding counts one listed finding. Once all those of a tenant are counted,
// Settle lets go of them.
func (t *Tally) AddFinding(f *Finding, delta Delta, state FindingState) {
	s := &t.summary
	s.Findings++
	s.ByCode[f.Code]++
	s.BySeverity[f.Severity]++
	s.ByJob[f.Job]++
	s.ByUrgency[UrgencyOf(f.Due, t.asOf)]++
	s.ByOwner[f.Owner]++
	if state == StateOpen {
		s.Unattended[f.Severity]++
	} else {
		s.Delta.Suppressed++
	}
	switch delta {
	case New:
		s.Delta.New++
	case Changed:
		s.Delta.Changed++
	case Unchanged:
		s.Delta.Unchanged++
	case Reopened:
		s.Delta.Reopened++
	case NotEvaluated:
		s.Delta.NotEvaluated++
	}
	t.addExposure(f)
	t.money.add(f, t.asOf)
}

// Settle says that no more findings come of the tenants of those counted so far.
// Until then something is remembered of each subscription, so that it counts once.
func (t *Tally) Settle() { t.money.settle() }

func (t *Tally) addExposure(f *Finding) {
	amount := f.Exposure.Amount
	if !amount.Known() {
		return
	}
	key := exposureKey{f.Code, moneyKey{f.Exposure.Kind, amount.Currency}}
	sum := t.exposure[key]
	if sum == nil {
		sum = &ExposureSum{Code: f.Code, Kind: key.kind, Currency: key.currency, Minor: new(big.Int)}
		t.exposure[key] = sum
	}
	sum.Minor.Add(sum.Minor, big.NewInt(amount.Minor))
	sum.Findings++
}

// AddResolved counts one resolved finding.
func (t *Tally) AddResolved() { t.summary.Delta.Resolved++ }

// AddMoves counts the open moves of one tenant.
func (t *Tally) AddMoves(open int) {
	t.moves += open
	t.movesKnown = true
}

// AddPlan counts the plan of one tenant.
func (t *Tally) AddPlan(p *Plan) {
	t.summary.Steps += len(p.Steps)
	t.summary.Obstacles += len(p.Obstacles)
}

// AddPlanned counts one line of a plan.
func (t *Tally) AddPlanned(p *Planned) {
	if p.Step != nil {
		t.summary.Steps++
	} else {
		t.summary.Obstacles++
	}
}

// AddCoverage counts one tenant.
func (t *Tally) AddCoverage(c *Coverage) {
	s := &t.summary
	s.Tenants++
	if c.Evaluated {
		s.Evaluated++
	} else {
		s.NotEvaluated++
		s.Totals[TotalNotEvaluated] += int64(c.Subscriptions)
	}
	s.Subscriptions += c.Subscriptions
	s.Delta.Suppressed += c.Suppressed
	s.Totals[TotalSubscriptions] += int64(c.Subscriptions)
	s.Totals[TotalSeats] = AddSeats(s.Totals[TotalSeats], c.Seats)
	s.Totals[TotalWithFindings] += int64(c.WithFindings)
	for counter, n := range c.Routine {
		s.Routine[counter] += n
		s.Totals[TotalRoutine] += int64(n)
	}
	for code, n := range c.Silenced {
		s.Silenced[code] += n
	}
}

// Summary returns what was counted so far.
func (t *Tally) Summary() Summary {
	s := t.summary
	s.WithoutMoves = t.movesKnown && t.moves == 0
	s.Exposure = make([]ExposureSum, 0, len(t.exposure))
	for _, sum := range t.exposure {
		s.Exposure = append(s.Exposure, *sum)
	}
	slices.SortFunc(s.Exposure, func(a, b ExposureSum) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), moneyKey{a.Kind, a.Currency}.compare(moneyKey{b.Kind, b.Currency}))
	})
	s.Money = t.money.list()
	return s
}
