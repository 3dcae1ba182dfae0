package main

import (
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/aligned"
	"handover/reports/formats"
	"handover/sql/store"
)

const reportHelp = `Renders a stored run again. The same run gives the same bytes, whatever has been
imported or decided since. With --out a folder with every format is written, as a
run does or could not do, and DIR/latest where it is the last run of all areas and
customers; with neither --out nor --output the Markdown digest is printed.

With --tenant, --owner, --seller or --no-money it renders a part, for the page to
send to a customer: every total is counted again from what remains, nothing tells
of other customers, nor of who ran the program and why.

With --each tenant or seller it writes one short letter per customer or current
partner that has something to do, in the language of that party: what, by when, why
and whom to answer, without money or codes. With --each owner it writes for
ourselves what each of those who act has to do. --tenant and --seller, and --owner
for the last, narrow them. They go into a folder of their own below --out, as html,
md and xlsx, or those of them that the configuration names.`

// addOutputFlags adds the flags that say where reports go and in which language.
func addOutputFlags(cmd *cobra.Command, outputs *[]string, language *string) {
	cmd.Flags().StringArrayVarP(outputs, "output", "o", nil,
		"write a report to `FORMAT:PATH`; formats are "+strings.Join(formats.Names(), ", ")+"; PATH - is the standard output, FORMAT may be left out where the extension says it; may be repeated")
	cmd.Flags().StringVar(language, "lang", "", "`LANGUAGE` of the report (default from the configuration, else en)")
}

type reportOptions struct {
	run, lang, owner, seller, out, each string
	outputs, tenants                    []string
	noMoney                             bool
}

func newReportCommand(a *app.App) *cobra.Command {
	var o reportOptions
	cmd := &cobra.Command{
		Use: "report", Short: "Render a stored run again", Long: reportHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runReport(cmd.Context(), a, o) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.run, "run", "last", "the run `ID`: a number, last (of all areas and customers) or previous")
	flags.StringVar(&o.owner, "owner", "", "only what this `OWNER` has to do: "+app.Names(reconcile.Owners()))
	flags.StringVar(&o.seller, "seller", "", "only subscriptions of the `SELLER`, an id, name or domain")
	flags.StringArrayVar(&o.tenants, "tenant", nil, "only the customer `TENANT`, an id, name or domain; may be repeated")
	flags.BoolVar(&o.noMoney, "no-money", false, "leave out every amount, price and currency")
	addOutputFlags(cmd, &o.outputs, &o.lang)
	flags.StringVar(&o.out, "out", "", "write the report folder of the run, or with --each its letters, below `DIR`")
	flags.StringVar(&o.each, "each", "", "write one letter per `PARTY` that has something to do: "+app.Names(reports.Addressees()))
	return cmd
}

func runReport(ctx context.Context, a *app.App, o reportOptions) error {
	if o.each != "" {
		return writeLetters(ctx, a, &o)
	}
	if o.out != "" && o.partial() {
		return app.Usagef("--out writes the folder of the whole run: name files for a part of it with --output")
	}
	if len(o.outputs) == 0 && o.out == "" {
		o.outputs = []string{"md:-"}
	}
	var target *app.Target
	var run reconcile.Run
	var written app.Written
	last := false
	err := a.Reading(ctx, func(settings *config.Config, st *store.Store) (err error) {
		if target, err = a.Target(settings, o.outputs, o.out, o.lang); err != nil {
			return err
		}
		report, err := publishedReport(ctx, st, o.run)
		if err != nil {
			return err
		}
		filter, err := o.filter(ctx, st, report)
		if err != nil {
			return err
		}
		target.Cut(filter, o.noMoney)
		run = report.Run()
		if written, err = target.Write(ctx, report); err == nil {
			last, err = isLast(ctx, st, &run)
		}
		return err
	})
	if err == nil && o.out != "" {
		err = a.MadeUp(ctx, &run)
		if last {
			err = errors.Join(err, target.Show(ctx, &run, &written))
		}
	}
	if err != nil {
		return err
	}
	return tellReport(a, &o, &written)
}

// isLast reports whether a run is the last one of all jobs and tenants.
func isLast(ctx context.Context, st *store.Store, run *reconcile.Run) (bool, error) {
	last, err := st.WholeRuns(ctx, 1)
	return len(last) > 0 && last[0].Seq == run.Seq, err
}

// tellReport says where a folder was written, and what a person should see to. Of what
// somebody has named there is nothing to say but that.
func tellReport(a *app.App, o *reportOptions, written *app.Written) error {
	if o.out == "" && len(written.Warnings) == 0 || a.Flags.Quiet {
		return nil
	}
	t := aligned.New(a.Stderr)
	tellWritten(t, written)
	return t.Flush()
}

// publishedReport returns the report of a run that a person has named.
func publishedReport(ctx context.Context, st *store.Store, name string) (*store.Report, error) {
	run, err := app.FindRun(ctx, st, name)
	if err != nil {
		return nil, err
	}
	if !run.Published() {
		return nil, app.Usagef("run %d is %s and has no report", run.Seq, run.State)
	}
	return st.Report(ctx, run.Seq)
}

// partial reports whether only a part of the run is asked for.
func (o *reportOptions) partial() bool {
	return o.owner != "" || o.seller != "" || len(o.tenants) > 0 || o.noMoney
}

// filter reads what the report is cut to.
func (o *reportOptions) filter(ctx context.Context, st *store.Store, report *store.Report) (filter reconcile.Filter, err error) {
	if err := checkOwner(o.owner); err != nil {
		return reconcile.Filter{}, err
	}
	snapshot, err := st.Snapshot(ctx, nil) // only knows sellers
	if err != nil {
		return reconcile.Filter{}, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	seller, err := app.KnownSeller(ctx, snapshot, o.seller)
	if err != nil {
		return reconcile.Filter{}, err
	}
	tenants, err := app.CoveredTenants(ctx, report, o.tenants)
	return reconcile.Filter{Owner: reconcile.Owner(o.owner), Seller: seller, Tenants: tenants}, err
}
