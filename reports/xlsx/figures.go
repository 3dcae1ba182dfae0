package xlsx

import (
	"context"
	"hash/maphash"
	"maps"
	"math/big"
	"slices"

	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports"
)

// shownWeeks is how many weeks of dues a workbook counts one by one: a quarter of
// a year.
const shownWeeks = 13

// figures are what is known of the run, and what a workbook counts by itself from the
// rows that it shows.
type figures struct {
	briefing reports.Briefing
	facts    []reports.Fact

	overdue, later, never int
	weeks                 [shownWeeks]int
	monday                reconcile.Day // the first day of the first week

	overdueSteps int // of the plan

	findings   int
	seats      int64
	exposure   moneySums // of the sheet of money
	credits    moneySums // of that of credits
	customers  customerSums
	currencies []string // of all amounts, those of the resolved findings and of the bridge too

	rows  map[string]int // of the findings that the first sheet names, among the actions
	moves moveRows
}

// moneyKey tells amounts apart that are never added.
type moneyKey struct {
	kind     reconcile.MoneyKind
	currency string
}

// moneySums adds amounts, in minor units.
type moneySums map[moneyKey]*big.Int

func (s moneySums) add(key moneyKey, minor *big.Int) {
	if s[key] == nil {
		s[key] = new(big.Int)
	}
	s[key].Add(s[key], minor)
}

// of returns a sum, zero where nothing was added.
func (s moneySums) of(key moneyKey) *big.Int {
	if s[key] == nil {
		return new(big.Int)
	}
	return s[key]
}

// customerSums adds the columns of the sheet of customers.
type customerSums struct {
	critical, high, findings, overdue, subscriptions int
	money                                            moneySums
}

// figures reads the rows once, before any is written.
func (b *builder) figures(ctx context.Context) (*figures, error) {
	facts, err := b.Facts(ctx)
	if err != nil {
		return nil, err
	}
	briefing, err := b.Briefing(ctx)
	if err != nil {
		return nil, err
	}
	f := figures{
		briefing: briefing, facts: facts, exposure: moneySums{}, credits: moneySums{},
		customers: customerSums{money: moneySums{}}, rows: namedRows(&briefing), moves: newMoveRows(),
	}
	sinceMonday := (int(b.Today.Start().Weekday()) + 6) % 7
	f.monday = b.Today.AddDays(-sinceMonday)
	for _, count := range []func(context.Context, *figures) error{b.countFindings, b.countCurrencies, b.countCustomers, b.countPlan} {
		if err := count(ctx, &f); err != nil {
			return nil, err
		}
	}
	return &f, nil
}

// namedRows returns the findings that the first sheet names, whose rows are to be found.
func namedRows(briefing *reports.Briefing) map[string]int {
	rows := map[string]int{}
	for _, list := range [][]reconcile.Reported{briefing.Now.Rows, briefing.New.Rows, briefing.Changed.Rows, briefing.Reopened.Rows} {
		for i := range list {
			rows[list[i].Finding.ID] = 0
		}
	}
	return rows
}

func (b *builder) countFindings(ctx context.Context, f *figures) error {
	var current reconcile.Reported // one for all rows: each for itself would go to the heap
	for reported, err := range b.Findings(ctx) {
		if err != nil {
			return err
		}
		current = reported
		if _, named := f.rows[current.Finding.ID]; named {
			f.rows[current.Finding.ID] = f.findings
		}
		f.findings++
		f.countDue(b.Row(&current))
		f.countMoney(&current.Finding)
	}
	return nil
}

// countMoney adds the amount of a finding.
func (f *figures) countMoney(finding *reconcile.Finding) {
	e := &finding.Exposure
	if !e.Amount.Known() {
		return
	}
	key, minor := moneyKey{e.Kind, e.Amount.Currency}, big.NewInt(e.Amount.Minor)
	f.exposure.add(key, minor)
	if finding.Code == rules.CodeCreditCandidate {
		f.credits.add(key, minor)
	}
}

// countCurrencies takes note of every currency that the workbook names.
func (b *builder) countCurrencies(ctx context.Context, f *figures) error {
	seen := map[string]bool{}
	for key := range f.exposure {
		seen[key.currency] = true
	}
	for resolved, err := range b.Resolved(ctx) {
		if err != nil {
			return err
		}
		if amount := resolved.Finding.Exposure.Amount; amount.Known() {
			seen[amount.Currency] = true
		}
	}
	for i := range b.Summary.Bridge.Lines {
		seen[b.Summary.Bridge.Lines[i].Currency] = true
	}
	f.currencies = slices.Sorted(maps.Keys(seen))
	return nil
}

func (b *builder) countCustomers(ctx context.Context, f *figures) error {
	s := &f.customers
	for c, err := range b.Customers(ctx) {
		if err != nil {
			return err
		}
		f.seats = reconcile.AddSeats(f.seats, c.Seats)
		s.subscriptions += c.Subscriptions
		s.critical += c.BySeverity[reconcile.Critical]
		s.high += c.BySeverity[reconcile.High]
		s.findings += c.Findings
		s.overdue += c.Overdue
		for i := range c.Money {
			if sum := &c.Money[i]; sum.Currency != "" {
				s.money.add(moneyKey{sum.Kind, sum.Currency}, sum.Headline())
			}
		}
	}
	return nil
}

func (b *builder) countPlan(ctx context.Context, f *figures) error {
	row := 0
	for line, err := range b.Plan(ctx) {
		if err != nil {
			return err
		}
		if line.Step != nil {
			f.moves.add(line.Step.TenantID, line.Step.SourceID, row)
			if line.Step.Overdue(b.Run.AsOf) {
				f.overdueSteps++
			}
		}
		row++
	}
	return nil
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

// mostMoves is for how many moves the row of the plan is kept: a sheet has room for no
// more links.
const mostMoves = 65_000

// moveRows finds the first step of a move among the rows of the plan. It keeps a hash of
// each move instead of its two ids, so that it is small.
type moveRows struct {
	seed maphash.Seed
	rows map[uint64]int32
}

type moveKey struct{ tenant, source string }

func newMoveRows() moveRows { return moveRows{maphash.MakeSeed(), map[uint64]int32{}} }

func (m moveRows) add(tenant, source string, row int) {
	key := maphash.Comparable(m.seed, moveKey{tenant, source})
	if _, known := m.rows[key]; !known && len(m.rows) < mostMoves {
		m.rows[key] = int32(row)
	}
}

// of returns the row of a move's first step, where the plan has one.
func (m moveRows) of(tenant, source string) (row int, planned bool) {
	at, planned := m.rows[maphash.Comparable(m.seed, moveKey{tenant, source})]
	return int(at), planned && source != ""
}
