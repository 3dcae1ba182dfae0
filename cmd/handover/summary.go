package main

import (
	"cmp"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"handover/cmd/internal/app"
	"handover/reconcile"
)

// tellRun prints what a run did: for a person, or as one JSON object. Where the
// standard output belongs to a report, a person is told on standard error.
func tellRun(a *app.App, target *app.Target, asJSON bool, run *reconcile.Run, written []string) error {
	out := a.Stdout
	if target.ToStdout() {
		out = a.Stderr
		if a.Flags.Quiet {
			return nil
		}
	}
	if asJSON {
		return writeJSON(out, runObject(run, written))
	}
	return summarize(out, run, written)
}

// summarize prints the summary of a run for a person.
func summarize(out io.Writer, run *reconcile.Run, written []string) error {
	var text strings.Builder
	s := &run.Summary
	fmt.Fprintf(&text, "%s, as of %s: %s\n\n", runName(run), run.AsOf.Format(time.RFC3339), run.State)
	w := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "Tenants\t%d, of which %d evaluated\n", s.Tenants, s.Evaluated)
	fmt.Fprintf(w, "Subscriptions\t%d, of which %d need no attention\n", s.Subscriptions, s.Totals[reconcile.TotalRoutine])
	fmt.Fprintf(w, "Findings\t%d: %s\n", s.Findings, counted(reconcile.Severities(), s.BySeverity))
	fmt.Fprintf(w, "Since the last run\t%d new, %d changed, %d reopened, %d resolved, %d unchanged\n",
		s.Delta.New, s.Delta.Changed, s.Delta.Reopened, s.Delta.Resolved, s.Delta.Unchanged)
	fmt.Fprintf(w, "Due\t%s\n", dueLine(s))
	for i, sum := range exposures(s) {
		label := ""
		if i == 0 {
			label = "If nobody acts"
		}
		fmt.Fprintf(w, "%s\t%s\n", label, sum)
	}
	if s.NotEvaluated > 0 {
		fmt.Fprintf(w, "Not evaluated\t%d tenants: their data is old or rows of them were rejected\n", s.NotEvaluated)
	}
	for _, path := range written {
		fmt.Fprintf(w, "Reports\t%s\n", path)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err := io.WriteString(out, text.String())
	return err
}

func runName(run *reconcile.Run) string {
	switch {
	case run.Seq == 0:
		return "Dry run"
	case run.Backfill():
		return fmt.Sprintf("Backfill run %d", run.Seq)
	default:
		return fmt.Sprintf("Run %d", run.Seq)
	}
}

// counted lists the counts that are not zero, in order.
func counted[K ~string](order []K, counts map[K]int) string {
	var parts []string
	for _, key := range order {
		if n := counts[key]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, key))
		}
	}
	return cmp.Or(strings.Join(parts, ", "), "none")
}

// dueLine adds the urgencies up to the spans that people plan in.
func dueLine(s *reconcile.Summary) string {
	week, month := 0, 0
	for _, u := range []reconcile.Urgency{reconcile.Within1, reconcile.Within3, reconcile.Within7} {
		week += s.ByUrgency[u]
	}
	month = week + s.ByUrgency[reconcile.Within14] + s.ByUrgency[reconcile.Within30]
	return fmt.Sprintf("%d overdue, %d within 7 days, %d within 30 days", s.ByUrgency[reconcile.Overdue], week, month)
}

// exposures adds the exposure of all codes per currency; currencies are never
// added to one another.
func exposures(s *reconcile.Summary) []string {
	sums := map[string]*big.Int{}
	for _, e := range s.Exposure {
		if sums[e.Currency] == nil {
			sums[e.Currency] = new(big.Int)
		}
		sums[e.Currency].Add(sums[e.Currency], e.Minor)
	}
	list := make([]string, 0, len(sums))
	for currency, minor := range sums {
		list = append(list, currency+" "+reconcile.FormatMinor(minor, currency))
	}
	slices.Sort(list)
	return list
}

// runObject is a run for machines.
func runObject(run *reconcile.Run, written []string) map[string]any {
	s := &run.Summary
	return map[string]any{
		"id": fmt.Sprint(run.Seq), "as_of": run.AsOf.Format(time.RFC3339), "state": run.State,
		"started_at": run.StartedAt.Format(time.RFC3339), "finished_at": run.FinishedAt.Format(time.RFC3339),
		"tenants": s.Tenants, "evaluated": s.Evaluated, "not_evaluated": s.NotEvaluated,
		"subscriptions": s.Subscriptions, "findings": s.Findings, "by_severity": s.BySeverity,
		"delta": map[string]int{
			"new": s.Delta.New, "changed": s.Delta.Changed, "unchanged": s.Delta.Unchanged, "reopened": s.Delta.Reopened,
			"resolved": s.Delta.Resolved, "suppressed": s.Delta.Suppressed, "not_evaluated": s.Delta.NotEvaluated,
		},
		"reports": append([]string{}, written...),
	}
}
