package jobs

import (
	"context"

	"handover/reconcile"
)

// batchSize bounds what a run keeps before it commits: a mixed count of stored
// versions, resolutions, tenants, sellers and lines of plans.
const batchSize = 2000

// keeper keeps the judgements of a run, one after the other: it counts them and
// saves, batch by batch, what is to be stored of them.
type keeper struct {
	ledger Ledger
	run    *reconcile.Run
	tally  *reconcile.Tally
	bridge *reconcile.Crossing // nil: there is no run to begin at
	batch  reconcile.Batch
	size   int // of the batch, as batchSize counts

	// elsewhere holds the tenants that are not asked for but that moves of those
	// lead into: the steps of a move stand in the plan of where it leads.
	elsewhere map[string]bool
}

// tenant keeps that a tenant was looked at, and its plan.
func (k *keeper) tenant(j *judgement) {
	k.tally.AddCoverage(&j.coverage)
	k.tally.AddMoves(j.moves)
	k.batch.Coverage = append(k.batch.Coverage, j.coverage)
	k.size++
	k.tally.AddPlan(&j.plan.Plan)
	k.plan(&j.plan)
	for _, id := range j.leaves {
		k.elsewhere[id] = true
	}
}

// findings also keeps what has changed of the tenant's findings.
func (k *keeper) findings(j *judgement) {
	k.tenant(j)
	changes := &j.changes
	for i := range changes.Listed {
		l := &changes.Listed[i]
		k.tally.AddFinding(&l.Finding, l.Delta, l.State)
	}
	for range changes.Resolved {
		k.tally.AddResolved()
	}
	k.tally.Settle()
	if k.bridge != nil {
		k.bridge.AddTenant(j.known, changes, k.run.Jobs)
	}
	k.batch.Versions = append(k.batch.Versions, changes.Versions...)
	k.batch.Resolved = append(k.batch.Resolved, changes.Resolved...)
	k.size += len(changes.Versions) + len(changes.Resolved)
}

// visited keeps the plan of a tenant that is not asked for. What concerns the moves
// that begin in one that is asked for counts.
func (k *keeper) visited(j *judgement) {
	j.plan.Elsewhere, j.plan.Evaluated = true, j.coverage.Evaluated
	for _, line := range j.plan.Lines() {
		if line.Passes(reconcile.Filter{Tenants: k.run.Tenants}) {
			k.tally.AddPlanned(&line)
		}
	}
	k.plan(&j.plan)
}

func (k *keeper) plan(p *reconcile.TenantPlan) {
	k.batch.Plans = append(k.batch.Plans, *p)
	k.size += 1 + len(p.Steps) + len(p.Obstacles)
}

// save commits what has gathered, if it is at least so much.
func (k *keeper) save(ctx context.Context, least int) error {
	if k.size < least {
		return nil
	}
	err := k.ledger.Save(ctx, k.run.Seq, k.batch)
	k.batch, k.size = reconcile.Batch{}, 0
	return err
}
