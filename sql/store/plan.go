package store

import (
	"context"
	"database/sql"
	"iter"

	"handover/reconcile"
	sqlfiles "handover/sql"
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

// planPlaceholders fills the queries on the plan of a run r: i is a line of it, p the
// version that it belongs to, and s the coverage of the tenant in which its move begins.
// A tenant is looked for at both ends of the moves; which limits concern it, the content
// tells.
func planPlaceholders() sqlfiles.Texts {
	return sqlfiles.Texts{
		"(planned)":        "i.kind, i.tenant_id, p.tenant_name, i.day, i.move_tenant_id, i.owner, i.seller_id, i.content, coalesce(s.evaluated, 1)",
		"(planned within)": "(i.tenant_id between ? and ? or i.move_tenant_id between ? and ? or i.kind = 'obstacle')",
		"(order of plan)":  "i.kind, nullif(i.day, '') nulls last, i.tenant_id, i.place",
	}
}

// Plan yields the lines of the plan that the run made, in the order of
// reconcile.Planned.
func (r *Report) Plan(ctx context.Context, filter reconcile.Filter) iter.Seq2[reconcile.Planned, error] {
	asked := reconcile.Filter{Tenants: r.run.Tenants}
	query, args := r.store.sql.ReportPlan, []any{r.run.Seq}
	if len(r.run.Tenants) > 0 {
		query, args = r.store.sql.ReportPlanSome, []any{r.run.Seq, r.run.Seq, r.run.Seq}
	}
	in := spanOf(filter.Tenants)
	return stream(ctx, r.store, r.op("plan"), query, in.args(in.args(args...)...),
		func(rows *sql.Rows) (reconcile.Planned, bool, error) {
			p, elsewhere, err := scanPlanned(rows)
			keep := err == nil && p.Passes(filter) && (!elsewhere || p.Passes(asked))
			return p, keep, err
		})
}
