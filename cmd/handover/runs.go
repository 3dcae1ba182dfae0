package main

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/reports/json"
	"handover/reports/words"
	"handover/sql/store"
)

func newRunsCommand(a *app.App) *cobra.Command {
	var asJSON bool
	var limit int
	list := func(cmd *cobra.Command, _ []string) error { return listRuns(cmd.Context(), a, limit, asJSON) }
	cmd := &cobra.Command{
		Use: "runs", Short: "The history of runs", Args: cobra.NoArgs, RunE: list,
		Long: "Lists the runs, the newest first.",
	}
	listCmd := &cobra.Command{Use: "list", Short: "List the runs", Long: cmd.Long, Args: cobra.NoArgs, RunE: list}
	show := &cobra.Command{
		Use: "show ID", Short: "Show one run", Args: needs(1, 1, "one run: a number, last or previous"),
		Long: "Shows what one run looked at and found. ID is a number, last or previous:\nthe newest run of all areas and customers, or the one before it.",
		RunE: func(cmd *cobra.Command, args []string) error { return showRun(cmd.Context(), a, args[0], asJSON) },
	}
	cmd.PersistentFlags().BoolVar(&asJSON, "json", false, "print JSON")
	for _, c := range []*cobra.Command{cmd, listCmd} {
		c.Flags().IntVar(&limit, "limit", 50, "at most `N` runs; 0 is all")
	}
	cmd.AddCommand(listCmd, show, newNightsCommand(a, &asJSON), newRunsDiffCommand(a, &asJSON))
	return cmd
}

func listRuns(ctx context.Context, a *app.App, limit int, asJSON bool) error {
	if limit < 0 {
		return app.Usagef("--limit %d is below zero", limit)
	}
	if limit == 0 {
		limit = math.MaxInt32
	}
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		runs, err := st.Runs(ctx, limit)
		if err != nil {
			return err
		}
		if asJSON {
			list := newJSONList(a.Stdout)
			for i := range runs {
				if err := list.add(json.RecordOf(&runs[i])); err != nil {
					return err
				}
			}
			return list.end()
		}
		t := aligned.New(a.Stdout, "RUN", "AS OF", "STATUS", "TRIGGER", "CUSTOMERS", "NOT CHECKED", "ISSUES", "NEW", "REOPENED",
			"CHANGED", "RESOLVED", "AVOIDABLE", "AREAS")
		for i := range runs {
			run := &runs[i]
			s := &run.Summary
			t.Row(run.Seq, run.AsOf.Format(time.RFC3339), run.State, trigger(run), s.Tenants, s.NotEvaluated, s.Findings,
				s.Delta.New, s.Delta.Reopened, s.Delta.Changed, s.Delta.Resolved, orDash(avoidable(s)), jobsOf(run))
		}
		return t.Flush()
	})
}

// avoidable writes the money that can be avoided, each subscription once.
func avoidable(s *reconcile.Summary) string {
	var sums []string
	for i := range s.Money {
		if sum := &s.Money[i]; sum.Kind == reconcile.MoneyAvoidable && sum.Currency != "" {
			sums = append(sums, sum.Currency+" "+reconcile.FormatMinor(sum.Headline(), sum.Currency))
		}
	}
	return strings.Join(sums, " + ")
}

func trigger(run *reconcile.Run) string {
	if run.Backfill() {
		return string(run.Trigger) + " (backfill)"
	}
	return string(run.Trigger)
}

func jobsOf(run *reconcile.Run) string {
	if len(run.Jobs) == len(reconcile.Jobs()) {
		return "all"
	}
	names := make([]string, len(run.Jobs))
	for i, job := range run.Jobs {
		names[i] = string(job)
	}
	return strings.Join(names, ",")
}

func showRun(ctx context.Context, a *app.App, id string, asJSON bool) error {
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		run, err := app.FindRun(ctx, st, id)
		if err != nil {
			return err
		}
		so, recorded, err := st.NightOf(ctx, run.Seq)
		if err != nil {
			return err
		}
		sent, err := st.Sendings(ctx, run.Seq)
		if err != nil {
			return err
		}
		if asJSON {
			shown := toldRun{RunRecord: json.RecordOf(&run), Deliveries: countDeliveries(sent)}
			if recorded {
				shown.Night = recordOfNight(&so)
			}
			return writeJSON(a.Stdout, shown)
		}
		texts, err := words.Lookup(words.DefaultLanguage)
		if err != nil {
			return err
		}
		t := aligned.New(a.Stdout)
		t.Line(headline(&run))
		warn(t, &run.Summary, texts)
		t.Line("")
		if run.Published() {
			summarize(t, &run, texts)
		}
		t.Row("Started", run.StartedAt.Format(time.RFC3339)+" by "+startedBy(&run))
		if !run.FinishedAt.IsZero() {
			t.Row("Finished", run.FinishedAt.Format(time.RFC3339))
		}
		t.Row("Areas", jobsOf(&run))
		if len(run.Tenants) > 0 {
			t.Row("Only customers", strings.Join(run.Tenants, ", "))
		}
		t.Row("Policy", fmt.Sprintf("%s (%s)", run.Policy, run.PolicyHash))
		t.Row("Program", run.Version)
		if recorded {
			showNight(t, &so)
		}
		tellDeliveries(t, "Deliveries", sent)
		return t.Flush()
	})
}

func startedBy(run *reconcile.Run) string {
	text := trigger(run)
	if run.Actor != "" {
		text += ", " + run.Actor
	}
	if run.Reason != "" {
		text += ": " + run.Reason
	}
	return text
}
