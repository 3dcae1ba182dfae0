package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
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
		Use: "show ID", Short: "Show one run", Args: cobra.ExactArgs(1),
		Long: "Shows what one run looked at and found. ID is a number, last or previous.",
		RunE: func(cmd *cobra.Command, args []string) error { return showRun(cmd.Context(), a, args[0], asJSON) },
	}
	cmd.PersistentFlags().BoolVar(&asJSON, "json", false, "print JSON")
	for _, c := range []*cobra.Command{cmd, listCmd} {
		c.Flags().IntVar(&limit, "limit", 50, "at most `N` runs; 0 is all")
	}
	cmd.AddCommand(listCmd, show)
	return cmd
}

func listRuns(ctx context.Context, a *app.App, limit int, asJSON bool) error {
	if limit < 0 {
		return app.Usagef("--limit %d is below zero", limit)
	}
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		runs, err := st.Runs(ctx, limit)
		if err != nil {
			return err
		}
		if asJSON {
			objects := make([]map[string]any, 0, len(runs))
			for i := range runs {
				objects = append(objects, storedRun(&runs[i]))
			}
			return writeJSON(a.Stdout, objects)
		}
		w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "RUN\tAS OF\tSTATE\tTRIGGER\tTENANTS\tFINDINGS\tNEW\tCHANGED\tRESOLVED\tJOBS")
		for i := range runs {
			run := &runs[i]
			s := &run.Summary
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\n", run.Seq, run.AsOf.Format(time.RFC3339), run.State,
				trigger(run), s.Tenants, s.Findings, s.Delta.New+s.Delta.Reopened, s.Delta.Changed, s.Delta.Resolved, jobsOf(run))
		}
		return w.Flush()
	})
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

// storedRun is a run of the history for machines.
func storedRun(run *reconcile.Run) map[string]any {
	object := runObject(run, nil)
	delete(object, "reports")
	object["trigger"], object["by"], object["reason"] = run.Trigger, run.Actor, run.Reason
	object["jobs"], object["selected_tenants"], object["backfill"] = run.Jobs, append([]string{}, run.Tenants...), run.Backfill()
	object["policy"], object["version"] = run.Policy, run.Version
	return object
}

func showRun(ctx context.Context, a *app.App, id string, asJSON bool) error {
	return a.Reading(ctx, func(_ *config.Config, st *store.Store) error {
		run, err := app.FindRun(ctx, st, id)
		if err != nil {
			return err
		}
		if asJSON {
			return writeJSON(a.Stdout, storedRun(&run))
		}
		if err := summarize(a.Stdout, &run, nil); err != nil {
			return err
		}
		w := tabwriter.NewWriter(a.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintf(w, "Started\t%s by %s\n", run.StartedAt.Format(time.RFC3339), startedBy(&run))
		if !run.FinishedAt.IsZero() {
			fmt.Fprintf(w, "Finished\t%s\n", run.FinishedAt.Format(time.RFC3339))
		}
		fmt.Fprintf(w, "Jobs\t%s\n", jobsOf(&run))
		fmt.Fprintf(w, "Policy\t%s (%s)\n", run.Policy, run.PolicyHash)
		fmt.Fprintf(w, "Program\t%s\n", run.Version)
		return w.Flush()
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
