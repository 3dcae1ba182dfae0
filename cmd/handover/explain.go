package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/words"
	"handover/sql/store"
)

const explainHelp = `Tells why a subscription is, or is not, in the report: its facts with their age
and origin, its dates, what happens at the end of its term and why, whether it
is covered, and the answer of every rule. With --counter it lists the rows that
a counter of routine rows counts.`

type explainOptions struct {
	asOf, counter string
	tenants       []string
	json          bool
}

func newExplainCommand(a *app.App) *cobra.Command {
	var o explainOptions
	cmd := &cobra.Command{
		Use: "explain [SUBSCRIPTION]", Short: "Tell why a subscription is, or is not, in the report", Long: explainHelp,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runExplain(cmd.Context(), a, o, args) },
	}
	cmd.Flags().StringVar(&o.asOf, "as-of", "", "judge as of `T`, a day or an instant (default now)")
	cmd.Flags().StringVar(&o.counter, "counter", "", "list the rows behind the counter `NAME`")
	cmd.Flags().StringArrayVar(&o.tenants, "tenant", nil, "only the tenant `ID`; may be repeated")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

func runExplain(ctx context.Context, a *app.App, o explainOptions, args []string) error {
	counter := reconcile.Counter(o.counter)
	switch {
	case (len(args) == 1) == (o.counter != ""):
		return app.Usagef("name a subscription or --counter, one of them")
	case o.counter != "" && !slices.Contains(reconcile.Counters(), counter):
		return app.Usagef("unknown counter %q; the counters are %v", o.counter, reconcile.Counters())
	}
	asOf, err := app.ParseInstant("--as-of", o.asOf)
	if err != nil {
		return err
	}
	if asOf.IsZero() {
		asOf = a.Now().UTC()
	}
	return a.Reading(ctx, func(settings *config.Config, st *store.Store) (err error) {
		if err := app.RequirePartner(settings); err != nil {
			return err
		}
		snapshot, err := st.Snapshot(ctx)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, snapshot.Close()) }()
		if o.tenants, err = app.KnownTenants(ctx, snapshot, o.tenants); err != nil {
			return err
		}
		env, err := environment(ctx, settings, snapshot, asOf)
		if err != nil {
			return err
		}
		if o.counter != "" {
			return explainCounter(ctx, a, o, env, snapshot, counter)
		}
		return explainSubscription(ctx, a, o, env, snapshot, reconcile.CanonicalID(strings.TrimSpace(args[0])))
	})
}

func environment(ctx context.Context, settings *config.Config, snapshot *store.Snapshot, asOf time.Time) (rules.Env, error) {
	policy, err := settings.Policy.Policy()
	if err != nil {
		return rules.Env{}, &app.UsageError{Err: err}
	}
	catalog, err := snapshot.Catalog(ctx)
	if err != nil {
		return rules.Env{}, err
	}
	return rules.Env{AsOf: asOf, Policy: policy, Partner: settings.Us(), Catalog: catalog}, nil
}

// explainCounter streams the rows behind a counter.
func explainCounter(ctx context.Context, a *app.App, o explainOptions, env rules.Env, snapshot *store.Snapshot, counter reconcile.Counter) error {
	type counted struct {
		Tenant       string `json:"tenant"`
		Subscription string `json:"subscription"`
	}
	list := []counted{}
	for state, err := range snapshot.Tenants(ctx, o.tenants) {
		if err != nil {
			return err
		}
		for _, id := range rules.CountedRows(env, state.Tenant, counter) {
			if o.json {
				list = append(list, counted{state.Tenant.ID, id})
				continue
			}
			if _, err := fmt.Fprintf(a.Stdout, "%s\t%s\n", state.Tenant.ID, id); err != nil {
				return err
			}
		}
	}
	if o.json {
		return writeJSON(a.Stdout, list)
	}
	return nil
}

func explainSubscription(ctx context.Context, a *app.App, o explainOptions, env rules.Env, snapshot *store.Snapshot, id string) error {
	tenants, err := snapshot.TenantsOf(ctx, id)
	if err != nil {
		return err
	}
	if len(o.tenants) > 0 {
		tenants = slices.DeleteFunc(tenants, func(t string) bool { return !slices.Contains(o.tenants, t) })
	}
	switch len(tenants) {
	case 0:
		return app.Usagef("unknown subscription %q; no import has named it", id)
	case 1:
	default:
		return app.Usagef("subscription %s is in several tenants, name one with --tenant: %s", id, strings.Join(tenants, ", "))
	}
	table, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return err
	}
	for state, err := range snapshot.Tenants(ctx, tenants) {
		if err != nil {
			return err
		}
		e, ok := rules.Explain(env, state.Tenant, id)
		if !ok {
			return app.Usagef("subscription %s is gone: no source knows it any more", id)
		}
		if o.json {
			return writeJSON(a.Stdout, explanationObject(&e, table))
		}
		return tellExplanation(a.Stdout, &e, &state.Tenant, &env, table)
	}
	return app.Usagef("unknown subscription %q; no import has named it", id)
}

// explanationObject is an explanation for machines.
func explanationObject(e *rules.Explanation, table *words.Table) map[string]any {
	answers := make([]map[string]any, 0, len(e.Verdicts))
	for _, v := range e.Verdicts {
		answer := map[string]any{"code": v.Code, "fired": v.Fired, "why": why(&v, table), "silenced_by": nil}
		if v.SilencedBy != "" {
			answer["silenced_by"] = v.SilencedBy
		}
		answers = append(answers, answer)
	}
	l := &e.Lifecycle
	return map[string]any{
		"subscription": e.Subscription.ID, "tenant": e.Subscription.TenantID,
		"last_day": orNull(l.LastDay.String()), "outcome": orNull(string(l.Outcome)), "outcome_reason": orNull(string(l.Reason)),
		"cover_by": orNull(l.CoverBy.String()), "covered": e.Covered, "rules": answers,
	}
}

func orNull(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// why says in a sentence why a rule fired or did not.
func why(v *rules.Verdict, table *words.Table) string {
	if v.Finding != nil {
		return table.Message(v.Finding)
	}
	return table.Answer(v.Why)
}

func tellExplanation(out io.Writer, e *rules.Explanation, tenant *reconcile.Tenant, env *rules.Env, table *words.Table) error {
	s, l := &e.Subscription, &e.Lifecycle
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(label, format string, args ...any) { fmt.Fprintf(w, label+"\t"+format+"\n", args...) }
	line("Subscription", "%s %s", s.ID, words.OneLine(s.Name()))
	line("Tenant", "%s %s", tenant.ID, words.OneLine(tenant.Name))
	line("Known from", "%s, seen %s", s.Source, s.ObservedAt.UTC().Format(time.RFC3339))
	line("As of", "%s", env.AsOf.Format(time.RFC3339))
	line("Bought", "%s", bought(e))
	line("Status", "%s", status(e))
	line("Term", "%s", term(e))
	line("Last day", "%s", orDash(l.LastDay.String()))
	line("End of term", "%s: %s", orDash(string(l.Outcome)), table.OutcomeReason(l.Reason))
	line("Cover by", "%s", orDash(l.CoverBy.String()))
	line("Data until", "%s", orDash(l.DataUntil.String()))
	for _, assumption := range l.Assumptions {
		line("Assumption", "%s", table.Assumption(assumption))
	}
	line("Move", "%s", moveOf(e))
	for _, t := range e.Targets {
		line("Target", "%s, %s seats, from %s, in time: %t", t.Subscription.ID, seats(t.Subscription.Quantity),
			orDash(t.Subscription.Started().String()), t.InTime)
	}
	line("Covered", "%t", e.Covered)
	if e.Counter != "" {
		line("Counted as", "%s", e.Counter)
	}
	fmt.Fprintln(w, "\nRULE\tFIRED\tWHY")
	for _, v := range e.Verdicts {
		fired := "no"
		switch {
		case v.SilencedBy != "":
			fired = "silenced by " + string(v.SilencedBy)
		case v.Fired:
			fired = "yes"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", v.Code, fired, why(&v, table))
	}
	return w.Flush()
}

func bought(e *rules.Explanation) string {
	s := &e.Subscription
	text := orDash(string(s.Channel)) + " from " + orDash(words.OneLine(s.SellerName+" "+s.SellerID))
	if e.Ours {
		text += " (ours)"
	}
	return text + ", to act: " + string(e.Actor)
}

func status(e *rules.Explanation) string {
	text := orDash(string(e.Subscription.Status))
	if e.Lifecycle.Status != e.Subscription.Status {
		text += ", by its dates " + string(e.Lifecycle.Status)
	}
	return text
}

func term(e *rules.Explanation) string {
	text := orDash(string(e.Subscription.Term)) + " from " + orDash(e.TermStart.String())
	if e.StartDerived {
		text += " (counted back from the last day)"
	}
	return text + ", " + seats(e.Subscription.Quantity) + " seats"
}

func moveOf(e *rules.Explanation) string {
	if e.Move == nil {
		return "-"
	}
	return fmt.Sprintf("%s by %s, expected to end %s", e.Move.Status, e.Move.Route, orDash(e.Move.ExpectedEnd.String()))
}

func seats(c reconcile.Count) string {
	if !c.Known {
		return "unknown"
	}
	return fmt.Sprint(c.N)
}

func orDash(text string) string {
	if strings.TrimSpace(text) == "" {
		return "-"
	}
	return text
}
