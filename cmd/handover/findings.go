package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports"
	"handover/reports/aligned"
	"handover/reports/json"
	"handover/reports/words"
	"handover/sql/store"
)

const findingsHelp = `Lists the open findings as the last run left them, with what has been decided
about them since, in the order of every report: what must be done now first.`

type findingsOptions struct {
	owner, job, code, seller string
	tenants                  []string
	limit                    int
	json                     bool
}

func newFindingsCommand(a *app.App) *cobra.Command {
	var o findingsOptions
	list := func(cmd *cobra.Command, _ []string) error { return listFindings(cmd.Context(), a, o) }
	cmd := &cobra.Command{Use: "findings", Short: "The open work", Long: findingsHelp, Args: cobra.NoArgs, RunE: list}
	listCmd := &cobra.Command{Use: "list", Short: "List the open findings", Long: findingsHelp, Args: cobra.NoArgs, RunE: list}
	for _, c := range []*cobra.Command{cmd, listCmd} {
		flags := c.Flags()
		flags.StringVar(&o.owner, "owner", "", "only findings of this `OWNER`: "+app.Names(reconcile.Owners()))
		flags.StringVar(&o.job, "job", "", "only findings of this `JOB`")
		flags.StringVar(&o.code, "code", "", "only findings of this `CODE`")
		flags.StringVar(&o.seller, "seller", "", "only findings about subscriptions sold by this `ID`")
		flags.StringArrayVar(&o.tenants, "tenant", nil, "only the tenant `ID`; may be repeated")
		flags.IntVar(&o.limit, "limit", 0, "at most `N` findings; 0 is all")
	}
	show := &cobra.Command{
		Use: "show ID", Short: "Show one finding with its history", Args: needs(1, 1, "one finding by its id"),
		Long: "Shows one finding: what is wrong, what to do, its evidence, and what each run and each\n" +
			"person made of it. The beginning of an id is enough where no other id begins so.",
		RunE: func(cmd *cobra.Command, args []string) error { return showFinding(cmd.Context(), a, args[0], o.json) },
	}
	for _, c := range []*cobra.Command{cmd, listCmd, show} {
		c.Flags().BoolVar(&o.json, "json", false, "print JSON")
	}
	cmd.AddCommand(listCmd, show, newDecisionCommand(a, reconcile.StateAcknowledged), newDecisionCommand(a, reconcile.StateSnoozed))
	return cmd
}

// checkOwner refuses the name of an owner that there is not; empty is any.
func checkOwner(name string) error {
	if name != "" && !slices.Contains(reconcile.Owners(), reconcile.Owner(name)) {
		return app.Usagef("unknown owner %q; the owners are %s", name, app.Names(reconcile.Owners()))
	}
	return nil
}

// filter turns the flags into a cut of the findings.
func (o *findingsOptions) filter(ctx context.Context, st *store.Store) (filter reconcile.Filter, err error) {
	if o.limit < 0 {
		return reconcile.Filter{}, app.Usagef("--limit %d is below zero", o.limit)
	}
	if o.job != "" {
		if _, err := app.ParseJobs([]string{o.job}); err != nil {
			return reconcile.Filter{}, err
		}
	}
	if _, known := rules.Lookup(reconcile.Code(o.code)); o.code != "" && !known {
		return reconcile.Filter{}, unknownCode(o.code)
	}
	if err := checkOwner(o.owner); err != nil {
		return reconcile.Filter{}, err
	}
	snapshot, err := st.Snapshot(ctx, nil) // only counts tenants
	if err != nil {
		return reconcile.Filter{}, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	tenants, err := app.KnownTenants(ctx, snapshot, o.tenants)
	return reconcile.Filter{
		Tenants: tenants, Job: reconcile.Job(o.job), Code: reconcile.Code(o.code),
		Owner: reconcile.Owner(o.owner), Seller: reconcile.CanonicalID(o.seller),
	}, err
}

func listFindings(ctx context.Context, a *app.App, o findingsOptions) error {
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		filter, err := o.filter(ctx, st)
		if err != nil {
			return err
		}
		wording, err := reports.NewWording(words.DefaultLanguage, time.UTC, a.Now())
		if err != nil {
			return err
		}
		open := limited(st.OpenFindings(ctx, filter, wording.Today), o.limit)
		if o.json {
			return findingsJSON(a.Stdout, open, &wording)
		}
		return findingsTable(a.Stdout, open, wording.Words)
	})
}

// limited breaks a sequence off after so many items; 0 is never.
func limited(all iter.Seq2[reconcile.Reported, error], limit int) iter.Seq2[reconcile.Reported, error] {
	if limit == 0 {
		return all
	}
	return func(yield func(reconcile.Reported, error) bool) {
		n := 0
		for f, err := range all {
			if n++; !yield(f, err) || n == limit {
				return
			}
		}
	}
}

func findingsTable(out io.Writer, open iter.Seq2[reconcile.Reported, error], texts *words.Table) error {
	t := aligned.New(out, "FINDING", "DUE", "SEVERITY", "OWNER", "STATE", "TENANT", "CODE", "WHAT")
	for f, err := range open {
		if err != nil {
			return err
		}
		t.Row(f.Finding.ID[:12], orDash(f.Finding.Due.Day.String()), f.Finding.Severity, f.Finding.Owner, f.State,
			orDash(f.Finding.TenantName), f.Finding.Code, texts.Message(&f.Finding))
	}
	return t.Flush()
}

func findingsJSON(out io.Writer, open iter.Seq2[reconcile.Reported, error], wording *reports.Wording) error {
	list := newJSONList(out)
	for f, err := range open {
		if err != nil {
			return err
		}
		if err := list.add(json.FindingOf(wording, &f)); err != nil {
			return err
		}
	}
	return list.end()
}
