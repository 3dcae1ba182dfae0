package xlsx

import (
	"context"
	"maps"
	"math/big"
	"slices"

	"handover/reconcile"
	"handover/reports"
)

// shownWeeks is how many weeks of dues a workbook counts one by one: a quarter of
// a year.
const shownWeeks = 13

// figures are what is known of the run, and what a workbook counts by itself from the
// rows that it shows.
type figures struct {
	overdue, later, never int
	weeks                 [shownWeeks]int
	monday                reconcile.Day // the first day of the first week

	overdueSteps int // of the plan

	facts      []reports.Fact
	findings   int
	seats      int64
	exposure   map[moneyKey]*big.Int // minor units
	currencies []string              // of all amounts, those of the resolved findings and of the bridge too
}

// moneyKey tells amounts apart that are never added.
type moneyKey struct {
	kind     reconcile.MoneyKind
	currency string
}

// figures reads the rows once, before any is written.
func (b *builder) figures(ctx context.Context) (*figures, error) {
	facts, err := b.Facts(ctx)
	if err != nil {
		return nil, err
	}
	f := figures{facts: facts, exposure: map[moneyKey]*big.Int{}}
	sinceMonday := (int(b.Today.Start().Weekday()) + 6) % 7
	f.monday = b.Today.AddDays(-sinceMonday)
	seen := map[string]bool{}
	var current reconcile.Reported // one for all rows: each for itself would go to the heap
	for reported, err := range b.Findings(ctx) {
		if err != nil {
			return nil, err
		}
		current = reported
		f.findings++
		f.countDue(b.Row(&current))
		f.countMoney(&current.Finding.Exposure, seen)
	}
	for resolved, err := range b.Resolved(ctx) {
		if err != nil {
			return nil, err
		}
		if amount := resolved.Finding.Exposure.Amount; amount.Known() {
			seen[amount.Currency] = true
		}
	}
	for i := range b.Summary.Bridge.Lines {
		seen[b.Summary.Bridge.Lines[i].Currency] = true
	}
	f.currencies = slices.Sorted(maps.Keys(seen))
	for c, err := range b.Coverage(ctx) {
		if err != nil {
			return nil, err
		}
		f.seats = reconcile.AddSeats(f.seats, c.Seats)
	}
	for line, err := range b.Plan(ctx) {
		if err != nil {
			return nil, err
		}
		if line.Step != nil && line.Step.Overdue(b.Run.AsOf) {
			f.overdueSteps++
		}
	}
	return &f, nil
}

// countMoney adds the amount of a finding, and takes note of its currency.
func (f *figures) countMoney(e *reconcile.Exposure, seen map[string]bool) {
	if !e.Amount.Known() {
		return
	}
	key := moneyKey{e.Kind, e.Amount.Currency}
	if f.exposure[key] == nil {
		f.exposure[key] = new(big.Int)
	}
	f.exposure[key].Add(f.exposure[key], big.NewInt(e.Amount.Minor))
	seen[e.Amount.Currency] = true
}

// countDue counts a finding into its week.
func (f *figures) countDue(x reports.Row) {
	due := x.Finding.Due
	switch {
	case !due.Known():
		f.never++
	case x.Urgency() == reconcile.Overdue:
		f.overdue++
	default:
		if week := int(due.Day-f.monday) / 7; week < shownWeeks {
			f.weeks[week]++
		} else {
			f.later++
		}
	}
}
