package main

import (
	"context"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/reconcile"
	"handover/reconcile/rules"
	"handover/reports/aligned"
	"handover/reports/explain"
	"handover/reports/words"
)

const explainHelp = `Tells why a subscription is, or is not, in the report: its facts with their age
and origin, its dates, what happens at the end of its term and why, whether it
is covered, and the answer of every rule. With --counter it lists the rows that
a counter of routine rows counts. A subscription is named by its id, by the
beginning of one, or by the id of a finding about it. Where several sources have
it, each field is told with its source and its age, and what the others say.`

type explainOptions struct {
	asOf, counter string
	tenants       []string
	json          bool
}

func newExplainCommand(a *app.App) *cobra.Command {
	var o explainOptions
	cmd := &cobra.Command{
		Use: "explain [SUBSCRIPTION|FINDING]", Short: "Tell why a subscription is, or is not, in the report", Long: explainHelp,
		Args: needs(0, 1, "one subscription"),
		RunE: func(cmd *cobra.Command, args []string) error { return runExplain(cmd.Context(), a, o, args) },
	}
	cmd.Flags().StringVar(&o.asOf, "as-of", "", "judge as of `T`, a day or an instant (default now)")
	cmd.Flags().StringVar(&o.counter, "counter", "", "list the rows behind the counter `NAME`: "+app.Names(reconcile.Counters()))
	cmd.Flags().StringArrayVar(&o.tenants, "tenant", nil, "only the customer `TENANT`, an id, name or domain; may be repeated")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

func runExplain(ctx context.Context, a *app.App, o explainOptions, args []string) error {
	counter := reconcile.Counter(o.counter)
	switch {
	case (len(args) == 1) == (o.counter != ""):
		return app.Usagef("name a subscription or --counter, one of them")
	case o.counter != "":
		if _, err := app.Choose("counter", o.counter, reconcile.Counters(), ""); err != nil {
			return err
		}
	}
	asOf, err := a.AsOf(o.asOf)
	if err != nil {
		return err
	}
	return a.Judging(ctx, asOf, o.tenants, func(facts *app.Facts) error {
		x := explainer{app: a, json: o.json, Facts: facts}
		if o.counter != "" {
			return x.counter(ctx, counter)
		}
		return x.subscription(ctx, args[0])
	})
}

// explainer answers from the facts of one snapshot.
type explainer struct {
	*app.Facts
	app  *app.App
	json bool
}

// counter lists the rows behind a counter as they are read.
func (x *explainer) counter(ctx context.Context, counter reconcile.Counter) error {
	list := newJSONList(x.app.Stdout)
	t := aligned.New(x.app.Stdout, "CUSTOMER", "SUBSCRIPTION")
	for state, err := range x.Snapshot.Tenants(ctx, x.Tenants) {
		if err != nil {
			return err
		}
		for _, id := range rules.CountedRows(x.Env, state.Tenant, counter) {
			if !x.json {
				t.Row(state.Tenant.ID, id)
				continue
			}
			if err := list.add(map[string]string{"tenant": state.Tenant.ID, "subscription": id}); err != nil {
				return err
			}
		}
	}
	if x.json {
		return list.end()
	}
	return t.Flush()
}

// subscription explains a subscription in the one tenant that has it.
func (x *explainer) subscription(ctx context.Context, text string) error {
	key, err := app.FindSubscription(ctx, x.Snapshot, text, x.Tenants)
	if err != nil {
		return err
	}
	said, err := x.Snapshot.Sources(ctx, key)
	if err != nil {
		return err
	}
	_, fields := x.Sources.Explain(said)
	id := key.ID
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return err
	}
	for state, err := range x.Snapshot.Tenants(ctx, []string{key.TenantID}) {
		if err != nil {
			return err
		}
		answers, ok := rules.Explain(x.Env, state.Tenant, id)
		if !ok {
			return app.Usagef("subscription %q is in no source: it is gone, or only a move has named it", id)
		}
		now := x.app.Now()
		document := explain.New(explain.Subject{
			Rules: &answers, Tenant: &state, Coverage: x.Sources.Coverage(&state),
			Sources: len(said), Fields: fields, AsOf: x.Env.AsOf, Now: now, HorizonDays: x.Env.Policy.HorizonDays,
		})
		if x.json {
			return explain.WriteJSON(x.app.Stdout, document, texts)
		}
		return explain.WriteText(x.app.Stdout, document, texts)
	}
	return app.Usagef("unknown subscription %q; no import has named it", id)
}
