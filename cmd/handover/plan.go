package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/reconcile"
	"handover/reconcile/plan"
	"handover/reconcile/rules"
)

const planHelp = `Plans the open moves, tenant by tenant, from the facts as they are: a route for each
move and dated steps in the order in which they are safe, each with the last
moment at which nothing is lost. Orders stand some days before that
([plan] margin_days of the configuration); where the limits of a tenant are in
the way, the margins shrink, the cheapest overlap first. What cannot be planned
is told with the limit, the day and what would make it possible. A day that has
passed is overdue and stays where it is.`

type planOptions struct {
	asOf    string
	tenants []string
	json    bool
}

func newPlanCommand(a *app.App) *cobra.Command {
	var o planOptions
	cmd := &cobra.Command{
		Use: "plan", Short: "Plan the open moves", Long: planHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runPlan(cmd.Context(), a, o) },
	}
	cmd.Flags().StringVar(&o.asOf, "as-of", "", "plan as of `T`, a day or an instant (default now)")
	cmd.Flags().StringArrayVar(&o.tenants, "tenant", nil, "only moves into the tenant `ID`; may be repeated")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

func runPlan(ctx context.Context, a *app.App, o planOptions) error {
	asOf, err := app.ParseInstant("--as-of", o.asOf)
	if err != nil {
		return err
	}
	return a.Judging(ctx, asOf, o.tenants, func(facts *app.Facts) error {
		env := facts.Env
		planning := plan.Env{
			AsOf: env.AsOf, Policy: env.Policy, Partner: env.Partner, MarginDays: facts.Settings.Plan.MarginDays,
		}
		printer := newPlanPrinter(a, env.AsOf, o.json)
		for state, err := range facts.Snapshot.Tenants(ctx, facts.Tenants) {
			if err != nil {
				return err
			}
			result := rules.Evaluate(env, state.Tenant)
			p := plan.Build(planning, result.Plan)
			if err := printer.tenant(&state.Tenant, &p); err != nil {
				return err
			}
		}
		return printer.end()
	})
}

// planPrinter prints plans for a person or for machines.
type planPrinter struct {
	asOf  time.Time
	table *table
	list  *jsonList
}

func newPlanPrinter(a *app.App, asOf time.Time, asJSON bool) *planPrinter {
	if asJSON {
		return &planPrinter{asOf: asOf, list: newJSONList(a.Stdout)}
	}
	return &planPrinter{asOf: asOf, table: newTable(a.Stdout,
		"DAY", "LAST SAFE", "STEP", "ROUTE", "WHO", "TENANT", "SUBSCRIPTION", "OFFER", "SEATS", "NOTE")}
}

func (p *planPrinter) end() error {
	if p.list != nil {
		return p.list.end()
	}
	return p.table.flush()
}

func (p *planPrinter) tenant(t *reconcile.Tenant, built *reconcile.Plan) error {
	for i := range built.Obstacles {
		if err := p.obstacle(t, &built.Obstacles[i]); err != nil {
			return err
		}
	}
	for i := range built.Steps {
		if err := p.step(t, &built.Steps[i]); err != nil {
			return err
		}
	}
	return nil
}

func (p *planPrinter) step(t *reconcile.Tenant, s *reconcile.PlanStep) error {
	if p.list != nil {
		return p.list.add(stepObject(s, p.asOf))
	}
	note := ""
	switch {
	case s.Overdue(p.asOf):
		note = "overdue"
	case s.Margin > 0:
		note = fmt.Sprintf("%d days of margin", s.Margin)
	}
	if s.Request > 0 {
		note = fmt.Sprintf("request %d %s", s.Request, note)
	}
	p.table.row(orDash(s.Day.String()), orDash(s.LastSafe.Day.String()), s.Kind, s.Route, s.Owner,
		orDash(t.Name), s.SourceID, orDash(s.OfferName), seats(s.Seats), note)
	return p.table.err
}

// obstacle tells what stands in the way, and what would make the plan possible.
func (p *planPrinter) obstacle(t *reconcile.Tenant, o *reconcile.Obstacle) error {
	if p.list != nil {
		return p.list.add(obstacleObject(o))
	}
	note := string(o.Against)
	if o.Limit > 0 {
		note = fmt.Sprintf("%d of %d", o.Count, o.Limit)
	}
	for _, r := range o.Remedies {
		note += fmt.Sprintf("; possible by %s", r.Code)
		if r.Route != "" {
			note += " " + string(r.Route)
		}
		if r.N > 0 {
			note += fmt.Sprintf(" (%d)", r.N)
		}
	}
	p.table.row(orDash(o.Day.String()), "-", "IMPOSSIBLE: "+string(o.Code), "-", "-", orDash(t.Name), orDash(o.SourceID), orDash(o.Subject), "-", note)
	return p.table.err
}

func stepObject(s *reconcile.PlanStep, asOf time.Time) map[string]any {
	object := map[string]any{
		"type": "step", "tenant_id": s.TenantID, "subscription_id": s.SourceID, "target_tenant_id": s.TargetTenantID,
		"kind": s.Kind, "route": s.Route, "owner": s.Owner, "day": orNull(s.Day.String()), "last_safe": nil, "overdue": s.Overdue(asOf),
		"margin_days": s.Margin, "request": nil, "transfer_id": orNull(s.TransferID),
		"offer_id": orNull(s.OfferID), "offer_name": orNull(s.OfferName), "seats": nil,
	}
	if s.LastSafe.Known() {
		object["last_safe"] = s.LastSafe.Instant().UTC().Format(time.RFC3339Nano)
	}
	if s.Request > 0 {
		object["request"] = s.Request
	}
	if s.Seats.Known {
		object["seats"] = s.Seats.N
	}
	return object
}

func obstacleObject(o *reconcile.Obstacle) map[string]any {
	remedies := []map[string]any{}
	for _, r := range o.Remedies {
		remedies = append(remedies, map[string]any{"remedy": r.Code, "route": orNull(string(r.Route)), "moves": r.N})
	}
	return map[string]any{
		"type": "obstacle", "code": o.Code, "tenant_id": o.TenantID, "subscription_id": orNull(o.SourceID),
		"target_tenant_id": o.TargetTenantID, "subject": orNull(o.Subject), "why": orNull(string(o.Against)),
		"day": orNull(o.Day.String()), "count": o.Count, "limit": o.Limit, "excess": o.Excess, "remedies": remedies,
	}
}
