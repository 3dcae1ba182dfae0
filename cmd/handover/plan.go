package main

import (
	"context"
	"fmt"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/reports/json"
	"handover/reports/words"
	"handover/sql/store"
)

const planHelp = `Plans the open moves from the facts as they are, without storing anything; with
--run it prints the plan that a run has stored. Each move gets a route and dated
steps in the order in which they are safe, each with the last moment at which
nothing is lost. Orders stand some days before that ([plan] margin_days of the
configuration); where the limits of a customer are in the way, the margins shrink,
the cheapest overlap first. What cannot be planned comes first, with the limit,
the day and what would make it possible. What was planned for a day that has
passed stands at today and is to be done at once; it is overdue when its last safe
moment has passed. A step of a customer whose data is old or incomplete says so,
and the exit code stays 0: a plan is made from the facts as they are.`

type planOptions struct {
	run     string
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
	cmd.Flags().StringVar(&o.run, "run", "", "print the plan of the run `ID`: a number, last (of all areas and customers) or previous")
	cmd.Flags().StringVar(&o.asOf, "as-of", "", "plan as of `T`, a day or an instant (default now)")
	cmd.Flags().StringArrayVar(&o.tenants, "tenant", nil, "only moves that begin or end at the customer `TENANT`, an id, name or domain; may be repeated")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

func runPlan(ctx context.Context, a *app.App, o planOptions) error {
	if o.run == "" {
		return planNow(ctx, a, o)
	}
	if o.asOf != "" {
		return app.Usagef("name --run or --as-of, not both: a stored plan has the as-of of its run")
	}
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		report, err := publishedReport(ctx, st, o.run)
		if err != nil {
			return err
		}
		tenants, err := app.CoveredTenants(ctx, report, o.tenants)
		if err != nil {
			return err
		}
		return printPlan(ctx, a, report, reconcile.Filter{Tenants: tenants}, o.json)
	})
}

// planNow plans in a dry run, so that there is one way to a plan and one order of
// its lines.
func planNow(ctx context.Context, a *app.App, o planOptions) error {
	asOf, err := a.AsOf(o.asOf)
	if err != nil {
		return err
	}
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	log := a.Logger(&settings)
	if log.GetLevel() == zerolog.InfoLevel {
		log = log.Level(zerolog.WarnLevel) // nobody asked to be told of a run
	}
	night := app.Night{Settings: &settings, Log: log}
	night.Request = jobs.Request{AsOf: asOf, Tenants: o.tenants, Trigger: reconcile.TriggerCLI, DryRun: true, PlanOnly: true}
	_, err = a.Night(ctx, &night, func(f *app.Finished) error {
		return printPlan(ctx, a, f.Report, reconcile.Filter{}, o.json)
	})
	return err
}

func printPlan(ctx context.Context, a *app.App, report *store.Report, filter reconcile.Filter, asJSON bool) error {
	asOf := report.Run().AsOf
	if asJSON {
		list := newJSONList(a.Stdout)
		for line, err := range report.Plan(ctx, filter) {
			if err == nil {
				err = list.add(json.PlannedOf(&line, asOf))
			}
			if err != nil {
				return err
			}
		}
		return list.end()
	}
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return err
	}
	p := planPrinter{asOf: asOf, texts: texts, table: aligned.New(a.Stdout)}
	for line, err := range report.Plan(ctx, filter) {
		if err != nil {
			return err
		}
		p.add(&line)
	}
	return p.end()
}

// planPrinter prints a plan for a person: what stands in the way, then the steps
// by day.
type planPrinter struct {
	asOf  time.Time
	texts *words.Table
	table *aligned.Table

	obstacles, steps int
}

func (p *planPrinter) add(line *reconcile.Planned) {
	if line.Obstacle != nil {
		p.obstacle(line)
	} else {
		p.step(line)
	}
}

func (p *planPrinter) obstacle(line *reconcile.Planned) {
	if p.obstacles++; p.obstacles == 1 {
		p.table.Line("Not possible as it is asked for")
	}
	o, about := line.Obstacle, ""
	if o.SourceID != "" && o.OfferName != "" { // the sentence names the product
		about = " [" + o.SourceID + "]"
	}
	p.table.Line(words.OneLine(fmt.Sprintf("%s: %s%s%s", nameOf(line), p.texts.Obstacle(o), p.fresh(line), about)))
	for i := range o.Remedies {
		p.table.Line("  Way out: " + words.OneLine(p.texts.Remedy(&o.Remedies[i], o)))
	}
}

func (p *planPrinter) step(line *reconcile.Planned) {
	if p.steps++; p.steps == 1 {
		if p.obstacles > 0 {
			p.table.Line("")
		}
		p.table.Row("DAY", "LAST SAFE", "WHO", "CUSTOMER", "SUBSCRIPTION", "WHAT TO DO")
	}
	s := line.Step
	what := p.texts.StepLine(s)
	switch {
	case s.LastSafe.Passed(p.asOf):
		what = "OVERDUE: " + what
	case s.Overdue(p.asOf):
		what = "AT ONCE: " + what
	}
	p.table.Row(orDash(s.When(p.asOf).String()), orDash(s.LastSafe.String()), s.Owner, nameOf(line), orDash(s.SourceID), what+p.fresh(line))
}

// fresh warns of a line that rests on old or incomplete data.
func (p *planPrinter) fresh(line *reconcile.Planned) string {
	if line.Evaluated() {
		return ""
	}
	return " (from data that is old or incomplete)"
}

func (p *planPrinter) end() error {
	if p.obstacles+p.steps == 0 {
		p.table.Line("Nothing is left to do for any open move.")
	}
	return p.table.Flush()
}

func nameOf(line *reconcile.Planned) string {
	if line.TenantName == "" {
		return line.TenantID
	}
	return line.TenantName
}
