package plan

import (
	"math"
	"slices"

	"handover/reconcile"
)

// always and never stand for a beginning and an end outside every plan.
const (
	always reconcile.Day = math.MinInt32
	never  reconcile.Day = math.MaxInt32
)

// maxSeats bounds one subscription's seats, so that no sum of them overflows.
const maxSeats = 1 << 32

// span is a subscription that counts against a limit on all days from one to
// another, both inclusive. An order counts from its last safe day on.
type span struct {
	from, to reconcile.Day
	weight   int64
}

// ledger counts against one limit, day by day, on the days on which the count
// can rise.
type ledger struct {
	most    int64
	days    []reconcile.Day // ascending
	counted []int64         // what counts on each day
	planned []int64         // the part of it that this plan orders
}

// newLedger counts subscriptions and orders on some days; never is one of them.
func newLedger(most int64, days []reconcile.Day, rows, orders []span) *ledger {
	days = append(days, never)
	slices.Sort(days)
	days = slices.Compact(days)
	l := &ledger{most: most, days: days, counted: make([]int64, len(days)+1), planned: make([]int64, len(days)+1)}
	for _, o := range orders {
		l.rise(l.planned, o)
		l.rise(l.counted, o)
	}
	for _, r := range rows {
		l.rise(l.counted, r)
	}
	for k := 1; k < len(days); k++ {
		l.counted[k] += l.counted[k-1]
		l.planned[k] += l.planned[k-1]
	}
	return l
}

// rise notes where a count begins and where it is over.
func (l *ledger) rise(changes []int64, s span) {
	from, after := l.at(s.from), len(l.days)
	if s.to < never {
		after = l.at(s.to + 1)
	}
	if from < after {
		changes[from] += s.weight
		changes[after] -= s.weight
	}
}

// at returns the place of the first day that is no earlier than another one: between
// two of its days a ledger counts nothing that could rise.
func (l *ledger) at(day reconcile.Day) int {
	place, _ := slices.BinarySearch(l.days, day)
	return place
}

// fits reports whether something more may count on a day.
func (l *ledger) fits(day reconcile.Day, weight int64) bool {
	return weight == 0 || l.counted[l.at(day)]+weight <= l.most
}

// take counts something more on a day.
func (l *ledger) take(day reconcile.Day, weight int64) {
	l.counted[l.at(day)] += weight
}

// excess is how a limit is passed.
type excess struct {
	day   reconcile.Day // the first day
	count int64         // what counts then
	most  int64         // by how much it is passed on the worst day
}

// passed looks for the days from today on which orders of this plan count and
// the limit is passed.
func (l *ledger) passed(today reconcile.Day) (e excess, ok bool) {
	for k, day := range l.days {
		over := l.counted[k] - l.most
		if day < today || over <= 0 || l.planned[k] == 0 {
			continue
		}
		if !ok {
			e, ok = excess{day: day, count: l.counted[k]}, true
		}
		e.most = max(e.most, over)
	}
	return e, ok
}
