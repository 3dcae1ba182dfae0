// Package reportstest holds runs for tests of what renders and publishes
// reports: a source in memory, and scenarios with all that a report can show.
package reportstest

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"

	"handover/reconcile"
)

// Source is a stored run in memory. It satisfies reports.Source.
type Source struct {
	run      reconcile.Run
	coverage []reconcile.Coverage
	findings []reconcile.Reported
	resolved []reconcile.ResolvedFinding
	silenced []reconcile.Finding
	ended    []reconcile.Finding
	planned  []reconcile.Planned
	sellers  []reconcile.Seller

	// Fail, where it is set, ends every sequence of findings with this error
	// after the rows.
	Fail error
}

// NewSource puts a run together: it fills in the ids of the findings, orders
// them, and counts the summary. Without coverage the tenants of the findings were
// evaluated.
func NewSource(run reconcile.Run, coverage []reconcile.Coverage, findings []reconcile.Reported,
	resolved []reconcile.ResolvedFinding,
) *Source {
	if coverage == nil {
		coverage = coverageOf(findings)
	}
	slices.SortFunc(coverage, func(a, b reconcile.Coverage) int { return reconcile.CompareCoverage(&a, &b) })
	tally := reconcile.NewTally(run.AsOf)
	for i := range coverage {
		tally.AddCoverage(&coverage[i])
	}
	for i := range findings {
		f := &findings[i].Finding
		f.ID = f.Identify()
		tally.AddFinding(f, findings[i].Delta, findings[i].State)
	}
	for i := range resolved {
		resolved[i].Finding.ID = resolved[i].Finding.Identify()
		tally.AddResolved()
	}
	order := reconcile.OrderAt(run.AsOf)
	slices.SortFunc(findings, func(a, b reconcile.Reported) int { return order.Compare(&a, &b) })
	missed := run.Summary.Missed
	run.Summary = tally.Summary()
	run.Summary.Missed = missed
	return &Source{run: run, coverage: coverage, findings: findings, resolved: resolved}
}

func coverageOf(findings []reconcile.Reported) []reconcile.Coverage {
	tenants := map[string]string{}
	for i := range findings {
		tenants[findings[i].Finding.TenantID] = findings[i].Finding.TenantName
	}
	var coverage []reconcile.Coverage
	for _, id := range slices.Sorted(maps.Keys(tenants)) {
		coverage = append(coverage, reconcile.Coverage{TenantID: id, Name: tenants[id], Evaluated: true})
	}
	return coverage
}

// Run returns the run.
func (s *Source) Run() reconcile.Run { return s.run }

// WithRun changes what the run says of itself.
func (s *Source) WithRun(edit func(*reconcile.Run)) *Source {
	edit(&s.run)
	return s
}

// Coverage returns the tenants that a filter leaves.
func (s *Source) Coverage(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Coverage, error] {
	return rows(ctx, s.coverage, nil, func(c *reconcile.Coverage) bool { return ofTenant(c.TenantID, filter) })
}

// Findings returns the findings that a filter leaves.
func (s *Source) Findings(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return rows(ctx, s.findings, s.Fail, func(r *reconcile.Reported) bool { return passes(&r.Finding, filter) })
}

// FindingsByTenant returns the findings that a filter leaves, by tenant in the order of
// the coverage.
func (s *Source) FindingsByTenant(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	sorted := slices.Clone(s.findings)
	place := map[string]int{}
	for i := range s.coverage {
		place[s.coverage[i].TenantID] = i
	}
	slices.SortStableFunc(sorted, func(a, b reconcile.Reported) int {
		return cmp.Compare(place[a.Finding.TenantID], place[b.Finding.TenantID])
	})
	return rows(ctx, sorted, s.Fail, func(r *reconcile.Reported) bool { return passes(&r.Finding, filter) })
}

// Resolved returns the resolved findings that a filter leaves.
func (s *Source) Resolved(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.ResolvedFinding, error] {
	return rows(ctx, s.resolved, nil, func(r *reconcile.ResolvedFinding) bool { return passes(&r.Finding, filter) })
}

// WithPlan gives the run a plan, whose lines come in the order of
// reconcile.Planned.
func (s *Source) WithPlan(planned []reconcile.Planned) *Source {
	tally := reconcile.NewTally(s.run.AsOf)
	for i := range planned {
		tally.AddPlanned(&planned[i])
	}
	counted := tally.Summary()
	s.planned, s.run.Summary.Steps, s.run.Summary.Obstacles = planned, counted.Steps, counted.Obstacles
	return s
}

// WithBridge gives the run a bridge.
func (s *Source) WithBridge(bridge reconcile.Bridge) *Source {
	s.run.Summary.Bridge = bridge
	return s
}

// WithSilenced returns the run findings that it silenced.
func (s *Source) WithSilenced(findings ...reconcile.Finding) *Source {
	for i := range findings {
		findings[i].ID = findings[i].Identify()
	}
	s.silenced = findings
	return s
}

// Silenced returns the newly silenced findings that a filter leaves.
func (s *Source) Silenced(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	return rows(ctx, s.silenced, nil, func(f *reconcile.Finding) bool { return passes(f, filter) })
}

// WithEnded returns the run findings that runs before it listed no longer.
func (s *Source) WithEnded(findings ...reconcile.Finding) *Source {
	for i := range findings {
		findings[i].ID = findings[i].Identify()
	}
	s.ended = findings
	return s
}

// Ended returns the findings that a filter leaves of those that runs before listed no longer.
func (s *Source) Ended(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Finding, error] {
	return rows(ctx, s.ended, nil, func(f *reconcile.Finding) bool { return passes(f, filter) })
}

// Plan returns the lines of the plan that a filter leaves.
func (s *Source) Plan(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error] {
	return rows(ctx, s.planned, nil, func(p *reconcile.Planned) bool { return p.Passes(filter) })
}

// WithSellers returns the run what it knew of sellers.
func (s *Source) WithSellers(sellers ...reconcile.Seller) *Source {
	s.sellers = slices.SortedFunc(slices.Values(sellers), func(a, b reconcile.Seller) int { return cmp.Compare(a.ID, b.ID) })
	return s
}

// Sellers returns the sellers that a filter leaves.
func (s *Source) Sellers(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Seller, error] {
	return rows(ctx, s.sellers, nil, func(r *reconcile.Seller) bool { return filter.PassesSeller(r.ID) })
}

func rows[T any](ctx context.Context, all []T, fail error, pass func(*T) bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		for i := range all {
			if err := ctx.Err(); err != nil {
				yield(none, err)
				return
			}
			if pass(&all[i]) && !yield(all[i], nil) {
				return
			}
		}
		if fail != nil {
			yield(none, fail)
		}
	}
}

func passes(f *reconcile.Finding, filter reconcile.Filter) bool {
	return ofTenant(f.TenantID, filter) &&
		(filter.Job == "" || f.Job == filter.Job) &&
		(filter.Code == "" || f.Code == filter.Code) &&
		(filter.Owner == "" || f.Owner == filter.Owner) &&
		(filter.Least == "" || slices.Contains(severe(filter.Least), f.Severity)) &&
		(filter.Seller == "" || f.SellerID == filter.Seller)
}

// severe returns a severity and the worse ones.
func severe(least reconcile.Severity) []reconcile.Severity {
	return reconcile.Severities()[:slices.Index(reconcile.Severities(), least)+1]
}

func ofTenant(id string, filter reconcile.Filter) bool {
	return len(filter.Tenants) == 0 || slices.Contains(filter.Tenants, id)
}
