package reconcile

// Plan is the dated way of the open moves into one tenant, and what stands in
// it. A move that has nothing left to do has no step.
type Plan struct {
	Steps     []PlanStep // by day (none last), move's tenant, source, kind
	Obstacles []Obstacle // by day (none last), code, move's tenant, source, subject
}

// TenantPlan is the plan of the open moves into one tenant as a run stores it.
type TenantPlan struct {
	TenantID   string
	TenantName string
	Plan

	// Elsewhere tells that the run was not asked for the tenant: only those lines
	// are of the run that pass for the tenants it was asked for. Evaluated tells of
	// such a tenant whether its facts were fresh and whole.
	Elsewhere bool
	Evaluated bool
}

// Lines returns the lines of the plan of one tenant.
func (p *TenantPlan) Lines() []Planned {
	lines := make([]Planned, 0, len(p.Obstacles)+len(p.Steps))
	for i := range p.Obstacles {
		lines = append(lines, Planned{TenantID: p.TenantID, TenantName: p.TenantName, Obstacle: &p.Obstacles[i]})
	}
	for i := range p.Steps {
		lines = append(lines, Planned{TenantID: p.TenantID, TenantName: p.TenantName, Step: &p.Steps[i]})
	}
	return lines
}
