package store

import (
	"context"
	"database/sql"
	"iter"

	"handover/reconcile"
)

// changedPlan is a plan that differs from the one that its tenant had.
type changedPlan struct {
	plan  *reconcile.TenantPlan
	hash  string
	items []planItem
}

// plans stores the plans that differ from what the line of the run had for their
// tenants, each whole. An emptied plan is stored as one without items, so that
// its publication closes the one before.
func (w *writer) plans(ctx context.Context, plans []reconcile.TenantPlan) error {
	err := w.elsewhere(ctx, plans)
	if err != nil {
		return err
	}
	changed, err := w.changedPlans(ctx, plans)
	if err != nil {
		return err
	}
	versions := w.tx.bulk(w.store.sql.PlanAdd)
	for _, c := range changed {
		err := versions.add(ctx, c.plan.TenantID, w.run.line, w.seq, presentRun, c.plan.TenantName, c.hash)
		if err != nil {
			return err
		}
	}
	err = versions.flush(ctx) // the items name their versions
	if err != nil {
		return err
	}
	rows := w.tx.bulk(w.store.sql.PlanItemAdd)
	for _, c := range changed {
		for i := range c.items {
			item := &c.items[i]
			err := rows.add(ctx, c.plan.TenantID, w.run.line, w.seq, item.kind, int64(item.place), item.day, item.moveTenant,
				item.owner, item.seller, item.content)
			if err != nil {
				return err
			}
		}
	}
	return rows.flush(ctx)
}

// elsewhere notes which of the plans were made for the sake of moves from other
// tenants, also where they have not changed.
func (w *writer) elsewhere(ctx context.Context, plans []reconcile.TenantPlan) error {
	rows := w.tx.bulk(w.store.sql.PlanElsewhereAdd)
	for i := range plans {
		if !plans[i].Elsewhere {
			continue
		}
		err := rows.add(ctx, w.seq, plans[i].TenantID, truth(plans[i].Evaluated))
		if err != nil {
			return err
		}
	}
	return rows.flush(ctx)
}

func (w *writer) changedPlans(ctx context.Context, plans []reconcile.TenantPlan) ([]changedPlan, error) {
	present, err := w.presentPlans(ctx, plans)
	if err != nil {
		return nil, err
	}
	var changed []changedPlan
	for i := range plans {
		p := &plans[i]
		items, err := itemsOf(p)
		if err != nil {
			return nil, err
		}
		hash := hashOf(p.TenantName, items)
		if hash != present[p.TenantID] {
			changed = append(changed, changedPlan{p, hash, items})
		}
	}
	return changed, nil
}

// presentPlans returns the hashes of the plans that the line of the run has for
// tenants; a tenant without one is left out.
func (w *writer) presentPlans(ctx context.Context, plans []reconcile.TenantPlan) (map[string]string, error) {
	ids := make([]any, 0, len(plans))
	for i := range plans {
		ids = append(ids, plans[i].TenantID)
	}
	present := make(map[string]string, len(plans))
	before := []any{w.run.line, w.seq, presentRun}
	err := w.tx.eachOf(ctx, w.store.sql.PlanPresent, before, ids, func(rows *sql.Rows) (bool, error) {
		var id, hash string
		err := rows.Scan(&id, &hash)
		present[id] = hash
		return true, err
	})
	return present, err
}

// Plan yields the lines of the plan that the run made, in the order of
// reconcile.Planned.
func (r *Report) Plan(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error] {
	asked := reconcile.Filter{Tenants: r.run.Tenants}
	in := spanOf(filter.Tenants)
	return stream(ctx, r.store, r.op("plan"), r.store.sql.ReportPlan, in.args(in.args(r.run.Seq)...),
		func(rows *sql.Rows) (reconcile.Planned, bool, error) {
			p, elsewhere, err := scanPlanned(rows)
			keep := err == nil && p.Passes(filter) && (!elsewhere || p.Passes(asked))
			return p, keep, err
		})
}
