package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/deliver"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/sql/store"
)

const deliverHelp = `Sends a stored run to the targets of the configuration ([deliver.NAME]): digests,
letters, folders. What of the run has arrived is not sent again; what has failed, or
was on its way when the program ended, is. A message that may come twice is marked.

A letter goes to an address only after a person has released it. --dry-run lists what
would go to whom, and which addresses wait. --release ADDRESS…, or --all, with --by
NAME, records that these may be written to; it sends nothing. --releases lists what
was released. An address that is new or has changed in the data waits again.

One target that fails keeps no other one waiting; the exit code is 6 then.`

type deliverOptions struct {
	run, by              string
	to                   []string
	dryRun, release, all bool
	releases             bool
}

func newDeliverCommand(a *app.App) *cobra.Command {
	var o deliverOptions
	cmd := &cobra.Command{
		Use: "deliver [--release ADDRESS…]", Short: "Send a stored run", Long: deliverHelp, Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return runDeliver(cmd.Context(), a, &o, args) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.run, "run", "last", "the run `ID`: a number, last (of all areas and customers) or previous")
	flags.StringArrayVar(&o.to, "to", nil, "only to the target `NAME`, also one that is off; may be repeated")
	flags.BoolVar(&o.dryRun, "dry-run", false, "list what would go to whom, and send nothing")
	flags.BoolVar(&o.release, "release", false, "let letters go to the named addresses")
	flags.BoolVar(&o.all, "all", false, "release every address that waits")
	flags.BoolVar(&o.releases, "releases", false, "list the addresses that were released, and by whom")
	flags.StringVar(&o.by, "by", "", "`NAME` of who releases, kept with it")
	return cmd
}

func (o *deliverOptions) check(addresses []string) error {
	if o.releases && (o.dryRun || o.release || o.all) {
		return app.Usagef("--releases lists what was released: --dry-run, --release and --all do something else")
	}
	if !o.release && !o.all {
		return o.checkSending(addresses)
	}
	switch {
	case o.dryRun:
		return app.Usagef("--dry-run changes nothing, and a release is kept: name one of them")
	case o.all && len(addresses) > 0:
		return app.Usagef("--all releases every address that waits: name addresses, or --all")
	case o.release && !o.all && len(addresses) == 0:
		return app.Usagef("--release needs the addresses, or --all")
	case strings.TrimSpace(o.by) == "":
		return app.Usagef("a release is kept with who gave it: name that with --by")
	default:
		return nil
	}
}

func (o *deliverOptions) checkSending(addresses []string) error {
	switch {
	case len(addresses) > 0:
		return app.Usagef("%q is too much; addresses stand behind --release", addresses[0])
	case o.by != "":
		return app.Usagef("--by goes with --release or --all")
	default:
		return nil
	}
}

func runDeliver(ctx context.Context, a *app.App, o *deliverOptions, addresses []string) error {
	if err := o.check(addresses); err != nil {
		return err
	}
	if o.releases {
		return a.Reading(ctx, func(_ *config.Config, st *store.Store) error { return listReleases(ctx, a, st) })
	}
	if o.dryRun {
		return a.Reading(ctx, o.with(ctx, a, func(d *app.Delivery, run *reconcile.Run) error { return o.preview(ctx, a, d, run) }))
	}
	return a.Writing(ctx, o.with(ctx, a, func(d *app.Delivery, run *reconcile.Run) error {
		if o.release || o.all {
			return o.releaseAll(ctx, a, d, run, addresses)
		}
		results, err := d.Send(ctx, run.Seq, o.to)
		if a.Flags.Quiet {
			return err
		}
		if told := tellDelivered(a, run, results); err == nil {
			err = told
		}
		return err
	}))
}

// with finds the run and the targets that are asked for.
func (o *deliverOptions) with(ctx context.Context, a *app.App, do func(*app.Delivery, *reconcile.Run) error) func(*config.Config, *store.Store) error {
	return func(settings *config.Config, st *store.Store) error {
		if err := app.RequirePartner(settings); err != nil {
			return err
		}
		d := a.Delivery(settings, st)
		if _, err := d.Names(o.to); err != nil {
			return err
		}
		run, err := app.FindRun(ctx, st, o.run)
		switch {
		case err != nil:
			return err
		case !run.Published():
			return app.Usagef("run %d is %s and has no report", run.Seq, run.State)
		case run.Backfill():
			return app.Usagef("run %d is a backfill, which stands beside the history: nobody is told of it", run.Seq)
		default:
			return do(d, &run)
		}
	}
}

// tellDelivered says what became of each target.
func tellDelivered(a *app.App, run *reconcile.Run, results []deliver.Result) error {
	t := aligned.New(a.Stdout)
	for i := range results {
		t.Row(results[i].Target, deliveredText(run, &results[i]))
	}
	return t.Flush()
}

// deliveredText says what became of one target.
func deliveredText(run *reconcile.Run, r *deliver.Result) string {
	var parts []string
	for _, count := range []struct {
		n    int
		text string
	}{
		{r.Delivered, "delivered"},
		{r.HandedOver, "handed over"},
		{r.Partly, "of them not to all its recipients"},
		{r.Failed, "failed"},
		{r.Twice, "maybe twice"},
		{r.Before, fmt.Sprintf("of run %d had arrived before", run.Seq)},
		{len(r.Plan.Held), "held until somebody releases the address"},
		{len(r.Plan.NoOne), "without an address that a mail can go to"},
		{len(r.Plan.Left), "left over by the day's limit"},
	} {
		if count.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count.n, count.text))
		}
	}
	for _, text := range []string{r.Path, r.Why} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if r.Err != nil && r.Failed == 0 && r.Partly == 0 {
		parts = append(parts, "failed")
	}
	if len(parts) == 0 {
		return "nothing new"
	}
	return strings.Join(parts, ", ")
}

// preview lists what would go to whom.
func (o *deliverOptions) preview(ctx context.Context, a *app.App, d *app.Delivery, run *reconcile.Run) error {
	list, err := d.Preview(ctx, run.Seq, o.to)
	if err != nil {
		return err
	}
	t := aligned.New(a.Stdout, "TARGET", "WHAT", "PARTY", "ADDRESS")
	var failed []deliver.Result
	for i := range list {
		p := &list[i]
		if p.Err != nil {
			failed = append(failed, p.Result)
			continue
		}
		o.previewOne(t, d.Told(p.Target), p)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(failed) > 0 {
		return &app.DeliveryError{Run: run.Seq, Failed: failed, DryRun: true}
	}
	return nil
}

func (o *deliverOptions) previewOne(t *aligned.Table, to string, p *deliver.Preview) {
	for _, kind := range []struct {
		letters []deliver.Parcel
		what    func(*deliver.Parcel) string
	}{
		{p.Plan.Go, func(l *deliver.Parcel) string { return "letter, " + plural(l.Letter.Count(), "issue") }},
		{p.Plan.Held, func(*deliver.Parcel) string { return "held: nobody has released the address" }},
		{p.Plan.NoOne, func(l *deliver.Parcel) string { return "no letter: " + l.Fault }},
		{p.Plan.Left, func(*deliver.Parcel) string { return "left over by the day's limit" }},
		{p.Plan.Before, func(*deliver.Parcel) string { return "nothing: it has arrived before" }},
	} {
		for i := range kind.letters {
			l := &kind.letters[i]
			t.Row(p.Target, kind.what(l), l.Name, l.Address.Address)
		}
	}
	letters := len(p.Plan.Go) + len(p.Plan.Held) + len(p.Plan.NoOne) + len(p.Plan.Left) + len(p.Plan.Before)
	switch {
	case letters > 0:
	case p.Before > 0:
		t.Row(p.Target, "nothing: it has arrived before", "", to)
	case p.Why != "":
		t.Row(p.Target, "nothing: "+p.Why, "", to)
	case p.Counts != nil:
		t.Row(p.Target, newsText(p.Counts), "", to)
	case to != "":
		t.Row(p.Target, "the report", "", to)
	default:
		t.Row(p.Target, "nothing new for anybody", "", "")
	}
}

// newsText counts what a digest tells.
func newsText(counts map[reconcile.Milestone]int) string {
	var parts []string
	for _, m := range reconcile.Milestones() {
		if counts[m] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[m], milestoneText(m)))
		}
	}
	if len(parts) == 0 {
		return "nothing new"
	}
	return strings.Join(parts, ", ")
}

func milestoneText(m reconcile.Milestone) string {
	switch m {
	case reconcile.MilestoneNew, reconcile.MilestoneChanged, reconcile.MilestoneResolved, reconcile.MilestoneOverdue:
		return string(m)
	default:
		return "due within " + string(m) + " days"
	}
}
