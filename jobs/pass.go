package jobs

import (
	"context"
	"time"

	"handover/reconcile"
	"handover/reconcile/plan"
	"handover/reconcile/rules"
)

// pass is the state of one scan: what it counts, and what it has not yet
// committed.
type pass struct {
	env     rules.Env
	margin  int // days that orders are wished to stand before their last safe day
	run     *reconcile.Run
	request Request
	maxAge  time.Duration
	today   reconcile.Day
	tally   *reconcile.Tally
	batch   reconcile.Batch
	lines   int // of the plans in the batch

	asked map[string]bool // the tenants asked for; none are all

	// elsewhere holds the tenants that are not asked for but that moves of those
	// lead into: the steps of a move stand in the plan of where it leads.
	elsewhere map[string]bool
}

// walk hands tenants of a snapshot to look, and commits what has gathered.
func (p *pass) walk(ctx context.Context, snapshot Snapshot, ledger Ledger, ids []string, look func(reconcile.TenantState)) error {
	for state, err := range snapshot.Tenants(ctx, ids) {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		look(state)
		if p.pending() < batchSize {
			continue
		}
		if err := p.flush(ctx, ledger); err != nil {
			return err
		}
	}
	return p.flush(ctx, ledger)
}

// evaluate takes one tenant through rules and diff into the batch.
func (p *pass) evaluate(state reconcile.TenantState) {
	coverage := reconcile.CoverageOf(&state, p.run.StartedAt, p.maxAge)
	coverage.Subscriptions = len(state.Tenant.Subscriptions)
	if p.request.Backfill {
		state.Known = nil // it stands beside the history and is compared with nothing
	}
	for i := range state.Tenant.Subscriptions {
		coverage.Seats = reconcile.AddSeats(coverage.Seats, state.Tenant.Subscriptions[i].Quantity.N)
	}
	result := rules.Evaluate(p.env, state.Tenant)
	built := p.plan(&state.Tenant, result.Plan)
	p.tally.AddPlan(&built.Plan)
	p.batch.Plans = append(p.batch.Plans, built)
	p.follow(state.Tenant.Moves)
	if p.request.PlanOnly {
		p.tally.AddCoverage(&coverage)
		p.batch.Coverage = append(p.batch.Coverage, coverage)
		return
	}
	var changes reconcile.Changes
	if coverage.Evaluated {
		fill(&coverage, &result)
		changes = reconcile.Diff(state.Known, &result, p.run.Jobs, p.today)
		coverage.Suppressed = changes.Suppressed
	} else {
		changes = reconcile.Keep(state.Known, p.run.Jobs, p.today)
	}
	p.count(&coverage, &changes)
	p.batch.Coverage = append(p.batch.Coverage, coverage)
	p.batch.Resolved = append(p.batch.Resolved, changes.Resolved...)
	if p.request.DryRun {
		p.addWhole(state.Known, &changes)
		return
	}
	p.batch.Versions = append(p.batch.Versions, changes.Versions...)
}

// plan plans the open moves into a tenant. It does so from the facts as they are,
// also where they are too old or incomplete for findings: a step that is due must
// not drop out of sight.
func (p *pass) plan(t *reconcile.Tenant, input reconcile.PlanTenant) reconcile.TenantPlan {
	built := plan.Build(plan.Env{
		AsOf: p.env.AsOf, Policy: p.env.Policy, Partner: p.env.Partner, MarginDays: p.margin,
	}, input)
	p.lines += len(built.Steps) + len(built.Obstacles)
	return reconcile.TenantPlan{TenantID: t.ID, TenantName: t.Name, Plan: built}
}

// follow notes where open moves lead that leave the tenants asked for.
func (p *pass) follow(moves []reconcile.Move) {
	if len(p.asked) == 0 {
		return
	}
	for i := range moves {
		if to := moves[i].Destination(); moves[i].IsOpen() && !p.asked[to] {
			p.elsewhere[to] = true
		}
	}
}

// planElsewhere plans the moves into a tenant that is not asked for. What concerns
// those that begin in one that is asked for counts.
func (p *pass) planElsewhere(state reconcile.TenantState) {
	result := rules.Evaluate(p.env, state.Tenant)
	built := p.plan(&state.Tenant, result.Plan)
	coverage := reconcile.CoverageOf(&state, p.run.StartedAt, p.maxAge)
	built.Elsewhere, built.Evaluated = true, coverage.Evaluated
	p.batch.Plans = append(p.batch.Plans, built)
	for _, line := range built.Lines() {
		if line.Passes(reconcile.Filter{Tenants: p.request.Tenants}) {
			p.tally.AddPlanned(&line)
		}
	}
}

// fill copies the control totals of a result into the coverage of its tenant.
func fill(c *reconcile.Coverage, result *reconcile.Result) {
	c.WithFindings, c.Routine = result.WithFindings, result.Routine
	c.Silenced = map[reconcile.Code]int{}
	for i := range result.Silenced {
		c.Silenced[result.Silenced[i].Finding.Code]++
	}
}

func (p *pass) count(c *reconcile.Coverage, changes *reconcile.Changes) {
	p.tally.AddCoverage(c)
	for i := range changes.Listed {
		l := &changes.Listed[i]
		p.tally.AddFinding(&l.Finding, l.Delta, l.State)
	}
	for range changes.Resolved {
		p.tally.AddResolved()
	}
}

// addWhole fills the batch for a store that does not hold what earlier runs
// found: every listed finding with its content, and what was decided about it.
func (p *pass) addWhole(known []reconcile.KnownFinding, changes *reconcile.Changes) {
	earlier := make(map[string]*reconcile.KnownFinding, len(known))
	for i := range known {
		earlier[known[i].Finding.ID] = &known[i]
	}
	for i := range changes.Versions {
		if v := changes.Versions[i]; v.Cause == reconcile.CauseSuppressed {
			p.batch.Versions = append(p.batch.Versions, v)
			if was := earlier[v.Finding.ID]; !was.Suppressed {
				p.addPrior(was)
			}
		}
	}
	previousDue := map[string]reconcile.Due{}
	for i := range changes.Versions {
		previousDue[changes.Versions[i].Finding.ID] = changes.Versions[i].PreviousDue
	}
	for i := range changes.Listed {
		l := &changes.Listed[i]
		version := reconcile.Version{Finding: l.Finding, Cause: l.Delta.Cause(), PreviousDue: previousDue[l.Finding.ID]}
		if was := earlier[l.Finding.ID]; was != nil {
			version.FirstSeen = was.FirstSeen
			if l.Delta == reconcile.Changed {
				p.addPrior(was)
			}
			if l.State != reconcile.StateOpen {
				p.batch.Held = append(p.batch.Held, reconcile.HeldFinding{ID: l.Finding.ID, Decision: was.Held})
			}
		}
		p.batch.Versions = append(p.batch.Versions, version)
	}
	for i := range changes.Resolved {
		p.addPrior(earlier[changes.Resolved[i].Finding.ID])
	}
}

func (p *pass) addPrior(was *reconcile.KnownFinding) {
	p.batch.Prior = append(p.batch.Prior, reconcile.Version{
		Finding: was.Finding, Cause: reconcile.CauseNew, FirstSeen: was.FirstSeen,
	})
}

func (p *pass) pending() int {
	return len(p.batch.Coverage) + len(p.batch.Versions) + len(p.batch.Resolved) + len(p.batch.Plans) + p.lines
}

func (p *pass) flush(ctx context.Context, ledger Ledger) error {
	if p.pending() == 0 {
		return nil
	}
	if err := ledger.Save(ctx, p.run.Seq, p.batch); err != nil {
		return err
	}
	p.batch, p.lines = reconcile.Batch{}, 0
	return nil
}
