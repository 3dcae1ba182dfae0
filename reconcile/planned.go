package reconcile

import "slices"

// Planned is one line of the plan of a run: a step or an obstacle, of which just
// one is set. The obstacles come first, then the steps; each by day (none last),
// tenant, and the order of the tenant's own plan.
type Planned struct {
	TenantID   string // the tenant that the move leads into
	TenantName string
	Step       *PlanStep
	Obstacle   *Obstacle

	// Whether the facts of the tenants in which the move begins and ends were fresh
	// and whole, as far as the run has looked at them.
	SourceEvaluated bool
	TargetEvaluated bool
}

// Evaluated reports whether the facts at both ends of the move were fresh and whole.
func (p *Planned) Evaluated() bool { return p.SourceEvaluated && p.TargetEvaluated }

// MoveTenant returns the tenant in which the move begins; of a limit, the one it
// holds in.
func (p *Planned) MoveTenant() string {
	if p.Step != nil {
		return p.Step.TenantID
	}
	return p.Obstacle.TenantID
}

// Owner returns who takes the step; an obstacle is ours to remove.
func (p *Planned) Owner() Owner {
	if p.Step != nil {
		return p.Step.Owner
	}
	return OwnerUs
}

// SellerID returns who sold the source, where that is known.
func (p *Planned) SellerID() string {
	if p.Step != nil {
		return p.Step.SellerID
	}
	return p.Obstacle.SellerID
}

// Day returns the day planned, or the first one in the way.
func (p *Planned) Day() Day {
	if p.Step != nil {
		return p.Step.Day
	}
	return p.Obstacle.Day
}

// Passes reports whether a filter leaves the line: by tenant a move that begins or
// ends there, and a limit that such a move runs into. Job and code concern findings
// only.
func (p *Planned) Passes(filter Filter) bool {
	return (filter.PassesTenant(p.TenantID) || filter.PassesTenant(p.MoveTenant()) || p.limits(filter)) &&
		(filter.Owner == "" || p.Owner() == filter.Owner) &&
		filter.PassesSeller(p.SellerID())
}

// limits reports whether the line is a limit that a move from a tenant of the filter
// runs into.
func (p *Planned) limits(filter Filter) bool {
	return p.Obstacle != nil && slices.ContainsFunc(p.Obstacle.Movers, filter.PassesTenant)
}
