package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports/words"
	"handover/sql/store"
)

const findingsHelp = `Lists the open findings as the last run left them, with what has been decided
about them since, in the order of every report: by due, severity and exposure.`

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
		flags.StringVar(&o.owner, "owner", "", "only findings of this `OWNER`: us, source-partner, customer, provider, microsoft")
		flags.StringVar(&o.job, "job", "", "only findings of this `JOB`")
		flags.StringVar(&o.code, "code", "", "only findings of this `CODE`")
		flags.StringVar(&o.seller, "seller", "", "only findings about subscriptions sold by this `ID`")
		flags.StringArrayVar(&o.tenants, "tenant", nil, "only the tenant `ID`; may be repeated")
		flags.IntVar(&o.limit, "limit", 0, "at most `N` findings; 0 is all")
	}
	cmd.PersistentFlags().BoolVar(&o.json, "json", false, "print JSON")
	show := &cobra.Command{
		Use: "show ID", Short: "Show one finding with its history", Args: cobra.ExactArgs(1),
		Long: "Shows one finding: what is wrong, what to do, its evidence, and what each run and each\n" +
			"person made of it. The beginning of an id is enough where no other id begins so.",
		RunE: func(cmd *cobra.Command, args []string) error { return showFinding(cmd.Context(), a, args[0], o.json) },
	}
	cmd.AddCommand(listCmd, show, newDecisionCommand(a, reconcile.StateAcknowledged), newDecisionCommand(a, reconcile.StateSnoozed))
	return cmd
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
	snapshot, err := st.Snapshot(ctx)
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
		table, err := words.Lookup(words.DefaultLanguage)
		if err != nil {
			return err
		}
		today := reconcile.DayOf(a.Now())
		objects := []map[string]any{}
		w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "FINDING\tDUE\tSEVERITY\tOWNER\tSTATE\tTENANT\tCODE\tWHAT")
		n := 0
		for f, err := range st.OpenFindings(ctx, filter, today) {
			if err != nil {
				return err
			}
			if n++; o.limit > 0 && n > o.limit {
				break
			}
			if o.json {
				objects = append(objects, findingObject(&f, table))
				continue
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", f.Finding.ID[:12], orDash(f.Finding.Due.Day.String()),
				f.Finding.Severity, f.Finding.Owner, f.State, orDash(words.OneLine(f.Finding.TenantName)), f.Finding.Code,
				table.Message(&f.Finding))
		}
		if o.json {
			return writeJSON(a.Stdout, objects)
		}
		return w.Flush()
	})
}

// findingObject is a finding for machines.
func findingObject(r *reconcile.Reported, table *words.Table) map[string]any {
	f := &r.Finding
	evidence := map[string]string{}
	for _, e := range f.Evidence {
		evidence[e.Key] = e.Value
	}
	object := map[string]any{
		"id": f.ID, "code": f.Code, "job": f.Job, "severity": f.Severity, "owner": f.Owner, "state": r.State,
		"due": nil, "tenant_id": f.TenantID, "tenant_name": f.TenantName, "subscription_id": orNull(f.SubscriptionID),
		"subject": orNull(f.Subject), "message": table.Message(f), "action": table.Action(f), "exposure": nil,
		"evidence": evidence, "first_seen": r.FirstSeen.UTC().Format(time.RFC3339), "last_seen": r.LastSeen.UTC().Format(time.RFC3339),
	}
	if f.Due.Known() {
		object["due"] = f.Due.Instant().UTC().Format(time.RFC3339Nano)
	}
	if f.Exposure.Amount.Known() {
		object["exposure"] = map[string]string{"amount": f.Exposure.Amount.String(), "currency": f.Exposure.Amount.Currency}
	}
	return object
}
