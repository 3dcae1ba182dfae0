package jobs

import (
	"slices"

	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/reconcile/plan"
	"handover/reconcile/rules"
)

// judge judges tenants as of one instant. It changes nothing, so that several
// goroutines may share it.
type judge struct {
	env     rules.Env
	margin  int // days that orders are wished to stand before their last safe day
	sources *merge.Merger
	jobs    []reconcile.Job
	asked   []string // the tenants asked for; none are all
}

// judgement is what the facts of one tenant come to.
type judgement struct {
	coverage reconcile.Coverage
	moves    int // open ones that begin in it
	plan     reconcile.TenantPlan
	known    []reconcile.KnownFinding
	changes  reconcile.Changes
	leaves   []string // where open moves lead that leave the tenants asked for
}

// all judges a portion of tenants. What was read of them is let go.
func (j *judge) all(states []reconcile.TenantState) []judgement {
	judged := make([]judgement, len(states))
	for i := range states {
		judged[i] = j.tenant(&states[i])
		states[i] = reconcile.TenantState{}
	}
	return judged
}

// tenant takes one tenant through coverage, rules, plan and comparison.
func (j *judge) tenant(state *reconcile.TenantState) judgement {
	t := &state.Tenant
	result := rules.Evaluate(j.env, *t)
	judged := judgement{coverage: j.coverage(state), moves: result.OpenMoves, plan: j.plan(t, &result), known: state.Known, leaves: j.leaves(t.Moves)}
	today := reconcile.DayOf(j.env.AsOf)
	if !judged.coverage.Evaluated {
		judged.changes = reconcile.Keep(state.Known, j.jobs, today)
		return judged
	}
	judged.changes = reconcile.Diff(state.Known, &result, j.jobs, today)
	fill(&judged.coverage, &result)
	judged.coverage.Suppressed = judged.changes.Suppressed
	return judged
}

func (j *judge) coverage(state *reconcile.TenantState) reconcile.Coverage {
	coverage := j.sources.Coverage(state)
	coverage.Subscriptions = len(state.Tenant.Subscriptions)
	coverage.DelegatedUntil = state.Tenant.DelegationEnding(reconcile.DayOf(j.env.AsOf))
	for i := range state.Tenant.Subscriptions {
		if state.Tenant.Subscriptions[i].ChargesOnly {
			coverage.ChargesOnly++
		}
		coverage.Seats = reconcile.AddSeats(coverage.Seats, state.Tenant.Subscriptions[i].Quantity.N)
	}
	return coverage
}

// fill copies the control totals of a result into the coverage of its tenant.
func fill(c *reconcile.Coverage, result *reconcile.Result) {
	c.WithFindings, c.Routine = result.WithFindings, result.Routine
	c.Silenced = map[reconcile.Code]int{}
	for i := range result.Silenced {
		c.Silenced[result.Silenced[i].Finding.Code]++
	}
}

// plan plans the open moves into a tenant. It does so from the facts as they are,
// also where they are too old or incomplete for findings: a step that is due must
// not drop out of sight. The findings are told what it says of their moves.
func (j *judge) plan(t *reconcile.Tenant, result *reconcile.Result) reconcile.TenantPlan {
	env := plan.Env{AsOf: j.env.AsOf, Policy: j.env.Policy, Partner: j.env.Partner, Sellers: j.env.Sellers, MarginDays: j.margin}
	built := plan.Build(env, result.Plan)
	plan.Tell(env, result.Plan, &built, result)
	return reconcile.TenantPlan{TenantID: t.ID, TenantName: t.Name, Plan: built}
}

func (j *judge) leaves(moves []reconcile.Move) []string {
	if len(j.asked) == 0 {
		return nil
	}
	var leaves []string
	for i := range moves {
		to := moves[i].Destination()
		if moves[i].IsOpen() && !slices.Contains(j.asked, to) {
			leaves = append(leaves, to)
		}
	}
	return leaves
}
