package reports

import (
	"context"
	"iter"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reconcile/rules"
)

// part is what a cut leaves of a report: what may be in it, and what has to be taken
// out of what is. Somebody else than us may read it, so that it tells nothing of
// other tenants, of who ran the program and why, nor, without money, of any amount.
type part struct {
	filter  reconcile.Filter
	noMoney bool

	// remains holds what a cut by owner or seller leaves of the tenants that it has
	// findings or moves of; nil leaves every tenant of the filter whole.
	remains map[string]*remainder
}

// remainder is what a cut by owner or seller leaves of a tenant. The tenant's own
// numbers count the rows of all owners and sellers, which is nobody else's
// business and would not tie with what the cut lists. Neither is whom at the tenant we
// write to.
type remainder struct {
	rows     int   // subscriptions with a finding
	seats    int64 // theirs
	silenced int   // findings that the run silenced
}

// of returns what a cut leaves of a tenant's coverage.
func (r *remainder) of(c reconcile.Coverage) reconcile.Coverage {
	c.Subscriptions, c.Seats, c.Suppressed = r.rows, r.seats, r.silenced
	c.WithFindings, c.Routine, c.Silenced = 0, nil, nil
	c.Contact = reconcile.Contact{}
	if c.Evaluated {
		c.WithFindings = r.rows
	}
	return c
}

// IsCut reports whether anything is left out.
func (r *Report) IsCut() bool { return r.part.cuts() }

func (p *part) cuts() bool {
	f := p.filter
	return p.noMoney || len(f.Tenants) > 0 || f.Job != "" || f.Code != "" || f.Owner != "" || f.Seller != "" || f.Least != ""
}

// WithoutMoney reports whether the report leaves out every amount, price and
// currency.
func (r *Report) WithoutMoney() bool { return r.part.noMoney }

// Assumptions returns what the findings of the report can rest on.
func (r *Report) Assumptions() []reconcile.Assumption {
	return slices.DeleteFunc(r.Words.Assumptions(), func(a reconcile.Assumption) bool { return r.part.noMoney && aboutMoney(a) })
}

// bySubscription reports whether the cut leaves a part of a tenant.
func (p *part) bySubscription() bool { return p.filter.Owner != "" || p.filter.Seller != "" }

// ForOperators reports whether the report tells what only we see to ourselves, as until when
// we administer a customer: it is cut to no tenant, seller or owner but us.
func (r *Report) ForOperators() bool { return r.part.forOperators() }

func (p *part) forOperators() bool {
	f := p.filter
	return len(f.Tenants) == 0 && f.Seller == "" && (f.Owner == "" || f.Owner == reconcile.OwnerUs)
}

// coverage returns the tenants of the cut, as far as it leaves them.
func (p *part) coverage(ctx context.Context, source Source) iter.Seq2[reconcile.Coverage, error] {
	rows := source.Coverage(ctx, p.filter)
	if !p.forOperators() {
		rows = each(rows, func(c *reconcile.Coverage) { c.DelegatedUntil = 0 })
	}
	if p.remains == nil {
		return rows
	}
	concerned := Only(rows, func(c *reconcile.Coverage) bool { return p.remains[c.TenantID] != nil })
	return each(concerned, func(c *reconcile.Coverage) { *c = p.remains[c.TenantID].of(*c) })
}

func (p *part) findings(ctx context.Context, source Source, filter reconcile.Filter) iter.Seq2[reconcile.Reported, error] {
	return each(source.Findings(ctx, filter), p.redactReported)
}

func (p *part) findingsByTenant(ctx context.Context, source Source) iter.Seq2[reconcile.Reported, error] {
	return each(source.FindingsByTenant(ctx, p.filter), p.redactReported)
}

func (p *part) redactReported(r *reconcile.Reported) {
	p.redact(&r.Finding)
	if p.cuts() {
		r.MissedIn, r.SinceRun = 0, 0        // which runs there were is nobody else's business
		r.Held.Actor, r.Held.Reason = "", "" // nor who has decided what, and why
	}
	if r.Previous != nil {
		before := *r.Previous
		p.redact(&before)
		r.Previous = &before
	}
}

func (p *part) resolved(ctx context.Context, source Source) iter.Seq2[reconcile.ResolvedFinding, error] {
	return each(source.Resolved(ctx, p.filter), func(r *reconcile.ResolvedFinding) { p.redact(&r.Finding) })
}

func (p *part) silenced(ctx context.Context, source Source) iter.Seq2[reconcile.Finding, error] {
	return each(source.Silenced(ctx, p.filter), p.redact)
}

// plan leaves out the moves that begin in a tenant which is not in the cut: what
// is to be done for one tells what that tenant holds and until when.
func (p *part) plan(ctx context.Context, source Source) iter.Seq2[reconcile.Planned, error] {
	ours := Only(source.Plan(ctx, p.filter), func(line *reconcile.Planned) bool { return !p.leavesOut(line.MoveTenant()) })
	return each(ours, p.redactPlanned)
}

func (p *part) sellers(ctx context.Context, source Source) iter.Seq2[reconcile.Seller, error] {
	return source.Sellers(ctx, p.filter)
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
	if slices.ContainsFunc(f.Assumptions, aboutMoney) {
		f.Assumptions = slices.DeleteFunc(slices.Clone(f.Assumptions), aboutMoney)
	}
	if aboutCurrency(f) {
		f.Subject = currencyColumn
	}
}

// tellsOthers reports whether evidence names a tenant that is not in the cut, or a
// subscription that may be in such a tenant: a move can lead from one tenant to
// another.
func (p *part) tellsOthers(e reconcile.Evidence) bool {
	if len(p.filter.Tenants) == 0 {
		return false
	}
	return e.Key == "target" || e.Key == "target_tenant" && p.leavesOut(e.Value)
}

// redactPlanned takes out of a line of the plan what it says of the tenant that
// the move leads into, where that is not in the cut: who it is, and whether it was
// evaluated. The step and the obstacle are copied first: they are the source's own.
func (p *part) redactPlanned(line *reconcile.Planned) {
	if p.leavesOut(line.TenantID) {
		line.TenantID, line.TenantName, line.TargetEvaluated = "", "", true
	}
	if line.Step != nil && p.leavesOut(line.Step.TargetTenantID) {
		s := *line.Step
		s.TargetTenantID = ""
		line.Step = &s
	}
	if line.Obstacle != nil && p.leavesOut(line.Obstacle.TargetTenantID) {
		o := *line.Obstacle
		o.TargetTenantID = ""
		line.Obstacle = &o
	}
}

// leavesOut reports whether a tenant is not in the cut.
func (p *part) leavesOut(tenant string) bool {
	return len(p.filter.Tenants) > 0 && !slices.Contains(p.filter.Tenants, tenant)
}

// currencyColumn is the column of the data that holds currencies. A finding about
// an unknown one names it in its subject and its evidence.
const currencyColumn = "currency"

func aboutCurrency(f *reconcile.Finding) bool {
	return f.Code == rules.CodeUnknownValue && strings.HasPrefix(f.Subject, currencyColumn+"=")
}

// aboutMoney reports whether an assumption is about an amount.
func aboutMoney(a reconcile.Assumption) bool {
	return a == reconcile.PriceEstimated || a == reconcile.PriceOfThisTerm
}

// tellsMoney reports whether evidence holds an amount, a price or a currency.
func tellsMoney(f *reconcile.Finding, e reconcile.Evidence) bool {
	return strings.HasSuffix(e.Key, "_price") || strings.HasSuffix(e.Key, "_value") || e.Key == currencyColumn ||
		e.Key == "value" && aboutCurrency(f)
}
