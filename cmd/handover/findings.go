package main

import (
	"cmp"
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

const findingsHelp = `Lists the open issues as the last run left them, with what has been decided about
them since, in the order of every report: what must be done now first.`

type findingsOptions struct {
	owner, job, code, seller    string
	tenants, severities, states []string
	dueWithin                   int // negative: any due, and none
	fresh, json                 bool
	limit                       int
}

func newFindingsCommand(a *app.App) *cobra.Command {
	var o findingsOptions
	list := func(cmd *cobra.Command, _ []string) error {
		if err := o.check(cmd.Flags().Changed("due-within")); err != nil {
			return err
		}
		return listFindings(cmd.Context(), a, o)
	}
	cmd := &cobra.Command{Use: "findings", Short: "The open work", Long: findingsHelp, Args: cobra.NoArgs, RunE: list}
	listCmd := &cobra.Command{Use: "list", Short: "List the open issues", Long: findingsHelp, Args: cobra.NoArgs, RunE: list}
	for _, c := range []*cobra.Command{cmd, listCmd} {
		flags := c.Flags()
		flags.StringVar(&o.owner, "owner", "", "only issues on which this `OWNER` has to act: "+app.Names(reconcile.Owners()))
		flags.StringVar(&o.job, "job", "", "only issues of this area, a `JOB`")
		flags.StringVar(&o.code, "code", "", "only issues of this `CODE`")
		flags.StringVar(&o.seller, "seller", "", "only issues with subscriptions of the `SELLER`, an id, name or domain")
		flags.StringArrayVar(&o.tenants, "tenant", nil, "only the customer `TENANT`, an id, name or domain; may be repeated")
		flags.StringSliceVar(&o.severities, "severity", nil, "only issues of this `SEVERITY`, or of several with commas: "+app.Names(reconcile.Severities()))
		flags.StringSliceVar(&o.states, "state", nil, "only issues in this `STATE`, or in several with commas: "+app.Names(reconcile.FindingStates()))
		flags.IntVar(&o.dueWithin, "due-within", anyDue, "only what is overdue or due within `DAYS`")
		flags.Lookup("due-within").DefValue = "0" // else the help tells a default that is none
		flags.BoolVar(&o.fresh, "new", false, "only what is new or back since the run before")
		flags.IntVar(&o.limit, "limit", 0, "at most `N` issues; 0 is all")
	}
	show := &cobra.Command{
		Use: "show ID", Short: "Show one issue with its history", Args: needs(1, 1, "one issue by its id"),
		Long: "Shows one issue: what is wrong, what to do, its evidence, and what each run and each\n" +
			"person made of it. The beginning of an id is enough where no other id begins so.",
		RunE: func(cmd *cobra.Command, args []string) error { return showFinding(cmd.Context(), a, args[0], o.json) },
	}
	for _, c := range []*cobra.Command{cmd, listCmd, show} {
		c.Flags().BoolVar(&o.json, "json", false, "print JSON")
	}
	cmd.AddCommand(listCmd, show, newDecisionCommand(a, reconcile.StateAcknowledged), newDecisionCommand(a, reconcile.StateSnoozed))
	return cmd
}

// anyDue stands for no limit on the due; nothing is due later than latestDue days from now.
const (
	anyDue    = -1
	latestDue = 9000 * 366
)

// check refuses what is none of the values that a flag can have.
func (o *findingsOptions) check(dueGiven bool) error {
	switch {
	case o.limit < 0:
		return app.Usagef("--limit %d is below zero", o.limit)
	case dueGiven && o.dueWithin < 0:
		return app.Usagef("--due-within %d is below zero", o.dueWithin)
	}
	for _, text := range o.severities {
		if _, err := app.Choose("severity", text, reconcile.Severities(), ""); err != nil {
			return err
		}
	}
	for _, text := range o.states {
		if _, err := app.Choose("state", text, reconcile.FindingStates(), ""); err != nil {
			return err
		}
	}
	return nil
}

// checkOwner refuses the name of an owner that there is not; empty is any.
func checkOwner(name string) error {
	if name == "" {
		return nil
	}
	_, err := app.Choose("owner", name, reconcile.Owners(), "")
	return err
}

// choice turns the flags into what the store is asked for. A state is known only after
// that: where one is asked for, the first ones are counted then.
func (o *findingsOptions) choice(ctx context.Context, st *store.Store, today reconcile.Day) (reconcile.Choice, error) {
	filter, err := o.filter(ctx, st)
	if err != nil {
		return reconcile.Choice{}, err
	}
	choice := reconcile.Choice{Filter: filter, News: o.fresh, Limit: o.limit}
	for _, text := range o.severities {
		choice.Severities = append(choice.Severities, reconcile.Severity(text))
	}
	if o.dueWithin != anyDue {
		choice.DueBy = today.AddDays(min(o.dueWithin, latestDue))
	}
	if len(o.states) > 0 {
		choice.Limit = 0
	}
	return choice, nil
}

// filter turns the flags into a cut of the findings.
func (o *findingsOptions) filter(ctx context.Context, st *store.Store) (filter reconcile.Filter, err error) {
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
	if err != nil {
		return reconcile.Filter{}, err
	}
	seller, err := app.KnownSeller(ctx, snapshot, o.seller)
	return reconcile.Filter{
		Tenants: tenants, Job: reconcile.Job(o.job), Code: reconcile.Code(o.code), Owner: reconcile.Owner(o.owner), Seller: seller,
	}, err
}

func listFindings(ctx context.Context, a *app.App, o findingsOptions) error {
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		wording, err := reports.NewWording(words.DefaultLanguage, time.UTC, a.Now())
		if err != nil {
			return err
		}
		choice, err := o.choice(ctx, st, wording.Today)
		if err != nil {
			return err
		}
		open := st.OpenFindings(ctx, choice, wording.Today)
		if len(o.states) > 0 {
			open = limited(reports.Only(open, func(f *reconcile.Reported) bool { return slices.Contains(o.states, string(f.State)) }), o.limit)
		}
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
	t := aligned.New(out, "FINDING", "DUE", "SEVERITY", "WHO ACTS", "SELLER", "STATE", "CUSTOMER", "SUBSCRIPTION", "MONEY", "CODE", "WHAT")
	for reported, err := range open {
		if err != nil {
			return err
		}
		f := &reported.Finding
		t.Row(f.ID[:12], orDash(f.Due.Day.String()), f.Severity, f.Owner, orDash(cmp.Or(f.SellerName, f.SellerID)), reported.State,
			orDash(cmp.Or(f.TenantName, f.TenantID)), orDash(f.SubscriptionID), orDash(moneyText(f.Exposure.Amount)), f.Code, texts.Message(f))
	}
	return t.Flush()
}

// moneyText writes an amount as a script can read it.
func moneyText(a reconcile.Amount) string {
	if !a.Known() {
		return ""
	}
	return a.Currency + " " + a.String()
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
