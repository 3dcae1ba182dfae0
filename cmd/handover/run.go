package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/chain"
	"handover/reconcile"
)

const runHelp = `Runs one reconciliation: reads every customer once, checks it, stores what is new,
changed or resolved, and writes the reports. No area (JOB) named runs all:
auto-renew, end-dates, expired-deadlines, tenant-limits, readiness, continuity,
billing, transfers, usage, data-quality.

Without --output a run writes a folder below --out (or the configured folder)
with every format and a manifest.json; the folder appears complete or not at all.
A run of all areas and customers then makes these reports the ones in DIR/latest.
With --dry-run nothing is stored and only what --output names is written; it may
look at any --as-of. A later --as-of needs it; one that is earlier than the last
run's needs it or --backfill.

With --import the night begins with the watched folders of the configuration
([import.NAME]), with --sync with its remotes ([sync]), and with --deliver it ends with
sending the reports ([deliver.NAME]); with --prune, which needs nightly = true in [prune],
it then takes away what is older than the configuration keeps. What became of each step
is recorded, and handover runs show tells it. A step that fails does not stop the run;
the exit code is 4 then, or 6 where only a delivery failed. While another program does
a night, this one waits up to an hour. The database must be there: handover migrate up
makes it.`

type runOptions struct {
	asOf, failOn, out, lang, by, reason string
	tenants, outputs                    []string
	dryRun, backfill, json              bool
	parts                               []*bool // one for each of allParts: whether it is asked for
}

func newRunCommand(a *app.App) *cobra.Command {
	var o runOptions
	cmd := &cobra.Command{
		Use: "run [JOB…]", Short: "Run one reconciliation", Long: runHelp,
		RunE: func(cmd *cobra.Command, args []string) error { return runRun(cmd.Context(), a, o, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.asOf, "as-of", "", "judge as of `T`, a day or an instant (default now)")
	flags.StringArrayVar(&o.tenants, "tenant", nil, "only the customer `TENANT`, an id, name or domain; may be repeated")
	flags.BoolVar(&o.dryRun, "dry-run", false, "store nothing")
	flags.BoolVar(&o.backfill, "backfill", false, "store a run for an earlier --as-of beside the history; it changes no issue's state")
	flags.StringVar(&o.failOn, "fail-on", "", "exit 3 on an open issue of this `SEVERITY` or worse: critical, high, medium, low, info")
	addOutputFlags(cmd, &o.outputs, &o.lang)
	flags.StringVar(&o.out, "out", "", "write the report folder below `DIR` (default from the configuration, else out)")
	flags.StringVar(&o.by, "by", "", "`NAME` of who starts the run, kept with it")
	flags.StringVar(&o.reason, "reason", "", "`TEXT` why, kept with it")
	for _, p := range allParts() {
		o.parts = append(o.parts, flags.Bool(p.flag, false, p.help))
	}
	flags.BoolVar(&o.json, "json", false, "print one JSON object instead of the summary")
	return cmd
}

// request turns the flags into what the engine is asked.
func (o *runOptions) request(a *app.App, names []string) (jobs.Request, error) {
	list, err := app.ParseJobs(names)
	if err != nil {
		return jobs.Request{}, err
	}
	asOf, err := a.AsOf(o.asOf)
	if err != nil {
		return jobs.Request{}, err
	}
	if o.dryRun && o.backfill {
		return jobs.Request{}, app.Usagef("--dry-run stores nothing and --backfill stores a run: name one of them")
	}
	return jobs.Request{
		AsOf: asOf, Asked: o.asOf != "", Jobs: list, Tenants: o.tenants, Trigger: reconcile.TriggerCLI,
		Actor: o.by, Reason: o.reason, Backfill: o.backfill, DryRun: o.dryRun,
	}, nil
}

func runRun(ctx context.Context, a *app.App, o runOptions, args []string) error {
	request, err := o.request(a, args)
	if err != nil {
		return err
	}
	threshold := reconcile.Severity(o.failOn)
	if o.failOn != "" {
		if _, err := app.Choose("severity", o.failOn, reconcile.Severities(), ""); err != nil {
			return err
		}
	}
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	target, err := o.target(a, &settings)
	if err != nil {
		return err
	}
	if !o.json && !a.Flags.Quiet {
		target.Brief()
	}
	n := app.Night{Settings: &settings, Request: request, Log: a.Logger(&settings), Target: target}
	if doubt := settings.Doubt(); doubt != "" {
		n.Log.Warn().Msg(doubt)
	}
	if parts := o.asked(); len(parts) > 0 {
		return o.chain(ctx, a, parts, &n, threshold)
	}
	run, err := o.alone(ctx, a, &n)
	if err != nil {
		return err
	}
	return verdict(&run, threshold)
}

// asked are the parts that are to be done besides the run.
func (o *runOptions) asked() chosen {
	var names chosen
	for _, p := range o.flagged() {
		names = append(names, p.name)
	}
	return names
}

// flagged are the parts whose flags are set.
func (o *runOptions) flagged() []part {
	var list []part
	for i, p := range allParts() {
		if *o.parts[i] {
			list = append(list, p)
		}
	}
	return list
}

// alone does a run by itself. One that stands for a night is told to machines too.
func (o *runOptions) alone(ctx context.Context, a *app.App, n *app.Night) (reconcile.Run, error) {
	tell := func(f *app.Finished) error { return tellRun(a, n.Target, o.json, f) }
	if o.dryRun || o.backfill || len(n.Request.Jobs)+len(n.Request.Tenants) > 0 {
		return a.Night(ctx, n, tell)
	}
	if address, err := n.Settings.Ping.Address(a.Getenv); err == nil && address == "" && n.Settings.Metrics.Textfile == "" {
		return a.Night(ctx, n, tell) // nobody listens
	}
	seen := newObserved(ctx, a, n.Settings)
	defer seen.leave(n)
	return seen.run(ctx, n, tell)
}

// chain does a run with what is to be done before and after it.
func (o *runOptions) chain(ctx context.Context, a *app.App, parts chosen, n *app.Night, threshold reconcile.Severity) error {
	if o.dryRun {
		return app.Usagef("--dry-run stores nothing and --%s does: leave one of them out", o.flagged()[0].flag)
	}
	if o.backfill && slices.Contains(parts, chain.Delivery) {
		return app.Usagef("--backfill stores a run beside the history, of which nobody is told: leave --deliver out")
	}
	if err := parts.check(n.Settings); err != nil {
		return err
	}
	n.Patience = app.Patience
	var run reconcile.Run
	seen := newObserved(ctx, a, n.Settings)
	defer seen.leave(n)
	whole := parts.chain(seen, n)
	so, err := seen.chain(ctx, &whole, func(f *app.Finished) error {
		run = f.Run
		return tellRun(a, whole.Target, o.json, f)
	})
	if err != nil {
		return err
	}
	return verdictOf(&so, verdict(&run, threshold))
}

// target says where the reports go: to the named outputs, and to a folder where
// none or the folder itself is named.
func (o *runOptions) target(a *app.App, settings *config.Config) (*app.Target, error) {
	folder := o.out
	switch {
	case o.dryRun && o.out != "":
		return nil, app.Usagef("--dry-run writes only what --output names; leave --out away")
	case folder == "" && len(o.outputs) == 0 && !o.dryRun:
		folder = settings.Reports.Dir
	}
	target, err := a.Target(settings, o.outputs, folder, o.lang)
	if err == nil && o.json && target.ToStdout() {
		err = app.Usagef("--json and an output to - both write to the standard output; name a file for one of them")
	}
	return target, err
}

// verdict turns a finished run into what its exit code says.
func verdict(run *reconcile.Run, threshold reconcile.Severity) error {
	if run.State == reconcile.RunPartial {
		return app.ErrPartial
	}
	for severity, n := range run.Summary.Unattended {
		if threshold != "" && n > 0 && severity.Rank() <= threshold.Rank() {
			return app.ErrFindings
		}
	}
	return nil
}
