package reports

import (
	"context"
	"iter"
	"slices"
	"strings"

	"handover/reconcile"
)

// part is what a cut leaves of a report: what may be in it, and what has to be taken out of
// what is. Somebody else than us may read it, so that it tells nothing of other
// tenants, of who ran the program and why, nor, without money, of any amount.
type part struct {
	filter  reconcile.Filter
	noMoney bool

	// concerned holds the tenants that a cut by owner or seller has findings or
	// moves of; nil lets every tenant of the filter through.
	concerned map[string]bool
}

// isCut tells whether anything is left out.
func (r *Report) isCut() bool {
	f := r.part.filter
	return r.part.noMoney || len(f.Tenants) > 0 || f.Job != "" || f.Code != "" || f.Owner != "" || f.Seller != ""
}

// recount counts the summary again from what the cut leaves, and takes out of the
// run's record what is nobody else's business. A cut by owner or seller keeps one
// entry a tenant in memory meanwhile.
func (r *Report) recount(ctx context.Context) error {
	tally, tenants := reconcile.NewTally(r.run.AsOf), map[string]bool{}
	for f, err := range r.part.findings(ctx, r.source, r.part.filter) {
		if err != nil {
			return err
		}
		tenants[f.Finding.TenantID] = true
		tally.AddFinding(&f.Finding, f.Delta, f.State)
	}
	for f, err := range r.part.resolved(ctx, r.source) {
		if err != nil {
			return err
		}
		tenants[f.Finding.TenantID] = true
		tally.AddResolved()
	}
	for line, err := range r.part.plan(ctx, r.source) {
		if err != nil {
			return err
		}
		tenants[moveTenant(&line)] = true
		tally.AddPlanned(&line)
	}
	if r.part.filter.Owner != "" || r.part.filter.Seller != "" {
		r.part.concerned = tenants
	}
	for c, err := range r.part.coverage(ctx, r.source) {
		if err != nil {
			return err
		}
		tally.AddCoverage(&c)
	}
	r.summary = tally.Summary()
	r.run.Summary, r.run.Actor, r.run.Reason, r.run.Tenants = reconcile.Summary{}, "", "", nil
	r.run.Trend = nil // that of whole runs
	return nil
}

// moveTenant gives the tenant in which the move of a line begins.
func moveTenant(line *reconcile.Planned) string {
	if line.Step != nil {
		return line.Step.TenantID
	}
	return line.Obstacle.TenantID
}

func (p *part) coverage(ctx context.Context, source Source) iter.Seq2[reconcile.Coverage, error] {
	rows := source.Coverage(ctx, p.filter)
	if p.concerned == nil {
		return rows
	}
	return func(yield func(reconcile.Coverage, error) bool) {
		for row, err := range rows {
			if (err != nil || p.concerned[row.TenantID]) && !yield(row, err) {
				return
			}
		}
	}
}

func (p *part) findings(ctx context.Context, source Source, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return each(source.Findings(ctx, filter), func(r *reconcile.Reported) {
		p.redact(&r.Finding)
		if r.Previous != nil {
			before := *r.Previous
			p.redact(&before)
			r.Previous = &before
		}
	})
}

func (p *part) resolved(ctx context.Context, source Source) iter.Seq2[reconcile.ResolvedFinding, error] {
	return each(source.Resolved(ctx, p.filter), func(r *reconcile.ResolvedFinding) { p.redact(&r.Finding) })
}

func (p *part) silenced(ctx context.Context, source Source) iter.Seq2[reconcile.Finding, error] {
	return each(source.Silenced(ctx, p.filter), p.redact)
}

func (p *part) plan(ctx context.Context, source Source) iter.Seq2[reconcile.Planned, error] {
	return each(source.Plan(ctx, p.filter), p.redactPlanned)
}

// each changes every row of a sequence on its way.
func each[T any](rows iter.Seq2[T, error], change func(*T)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for row, err := range rows {
			if err == nil {
				change(&row)
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// redact takes out of a finding what the cut must not tell. The evidence is
// copied first: it is the source's own.
func (p *part) redact(f *reconcile.Finding) {
	secret := func(e reconcile.Evidence) bool { return p.tellsOthers(e) || p.noMoney && tellsMoney(f, e) }
	if slices.ContainsFunc(f.Evidence, secret) {
		f.Evidence = slices.DeleteFunc(slices.Clone(f.Evidence), secret)
	}
	if !p.noMoney {
		return
	}
	f.Exposure = reconcile.Exposure{}
	if aboutCurrency(f) {
		f.Subject = currencyColumn
	}
}

// tellsOthers tells whether evidence names a tenant that is not in the cut, or a
// subscription that may be in such a tenant: a move can lead from one tenant to
// another.
func (p *part) tellsOthers(e reconcile.Evidence) bool {
	if len(p.filter.Tenants) == 0 {
		return false
	}
	return e.Key == "target" || e.Key == "target_tenant" && p.leavesOut(e.Value)
}

// redactPlanned takes out of a line of the plan what it says of a tenant that is
// not in the cut, where the move begins or ends there: who it is, whether it was
// evaluated, its subscription and whoever sold that. The step and the obstacle
// are copied first: they are the source's own.
func (p *part) redactPlanned(line *reconcile.Planned) {
	if p.leavesOut(line.TenantID) {
		line.TenantID, line.TenantName, line.Evaluated = "", "", false
	}
	if line.Step != nil {
		s := *line.Step
		if p.leavesOut(s.TenantID) {
			s.TenantID, s.SourceID, s.SellerID, s.TransferID = "", "", "", ""
		}
		if p.leavesOut(s.TargetTenantID) {
			s.TargetTenantID = ""
		}
		line.Step = &s
	}
	if line.Obstacle != nil {
		o := *line.Obstacle
		if p.leavesOut(o.TenantID) {
			o.TenantID, o.SourceID, o.SellerID = "", "", ""
		}
		if p.leavesOut(o.TargetTenantID) {
			o.TargetTenantID = ""
		}
		line.Obstacle = &o
	}
}

// leavesOut tells whether a tenant is not in the cut.
func (p *part) leavesOut(tenant string) bool {
	return len(p.filter.Tenants) > 0 && !slices.Contains(p.filter.Tenants, tenant)
}

// currencyColumn is the column of the data that holds currencies. A finding about
// an unknown one names it in its subject and its evidence.
const currencyColumn = "currency"

func aboutCurrency(f *reconcile.Finding) bool {
	return f.Code == "unknown-value" && strings.HasPrefix(f.Subject, currencyColumn+"=")
}

// tellsMoney tells whether evidence holds an amount, a price or a currency.
func tellsMoney(f *reconcile.Finding, e reconcile.Evidence) bool {
	return strings.HasSuffix(e.Key, "_price") || strings.HasSuffix(e.Key, "_value") || e.Key == currencyColumn ||
		e.Key == "value" && aboutCurrency(f)
}
