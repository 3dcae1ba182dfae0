package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"

	"handover/cmd/internal/app"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/aligned"
	"handover/reports/json"
	"handover/reports/words"
)

// toldRun is a run for machines: its record, what became of its reports where it has just
// been done, and its night where it is of one.
type toldRun struct {
	json.RunRecord
	*doneRun
	Night      *nightRecord     `json:"night,omitempty"`
	Deliveries []deliveryCounts `json:"deliveries,omitempty"`
}

type doneRun struct {
	Reports  []string `json:"reports"`
	Latest   string   `json:"latest,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
}

// tellRun prints what a run did: for a person, or as one JSON object. Where the
// standard output belongs to a report, a person is told on standard error.
func tellRun(a *app.App, target *app.Target, asJSON bool, finished *app.Finished) error {
	if asJSON {
		told := toldRun{RunRecord: json.RecordOf(&finished.Run)}
		told.doneRun = &doneRun{append([]string{}, finished.Written.Paths...), finished.Written.Latest, finished.Written.Warnings}
		if finished.Night != nil {
			told.Night = recordOfNight(finished.Night)
		}
		return writeJSON(a.Stdout, told)
	}
	if a.Flags.Quiet {
		return nil
	}
	out := a.Stdout
	if target.ToStdout() {
		out = a.Stderr
	}
	if finished.Night != nil {
		if err := tellSteps(out, finished.Night); err != nil {
			return err
		}
	}
	return tellPerson(out, &finished.Run, &finished.Written)
}

// tellPerson prints first whom a run could not look at, what nobody watches and what ends, then what
// to do now, the counts, and where the reports are.
func tellPerson(out io.Writer, run *reconcile.Run, written *app.Written) error {
	wording, err := reports.NewWording(words.DefaultLanguage, time.UTC, run.AsOf)
	if err != nil {
		return err
	}
	t := aligned.New(out)
	first := today{t, wording, &written.Briefing}
	t.Line(headline(run))
	first.unchecked()
	warn(t, &run.Summary, wording.Words)
	first.ending()
	first.now()
	t.Line("")
	summarize(t, run, wording.Words)
	tellWritten(t, written)
	return t.Flush()
}

// tellWritten names the reports, and what a person should see to about them.
func tellWritten(t *aligned.Table, written *app.Written) {
	for i, path := range written.Paths {
		t.Row(label(i, "Reports"), path)
	}
	if written.Latest != "" {
		t.Row("Latest", written.Latest)
	}
	for i, warning := range written.Warnings {
		t.Row(label(i, "Warning"), warning)
	}
}

// headline names a run, its instant and how it ended.
func headline(run *reconcile.Run) string {
	name := fmt.Sprintf("Run %d", run.Seq)
	switch {
	case run.Seq == 0:
		name = "Dry run"
	case run.Backfill():
		name = fmt.Sprintf("Backfill run %d", run.Seq)
	}
	return fmt.Sprintf("%s, as of %s: %s", name, run.AsOf.Format(time.RFC3339), run.State)
}

// warn tells what nobody watches, and which reports were never written.
func warn(t *aligned.Table, s *reconcile.Summary, texts *words.Table) {
	for _, text := range [...]string{texts.Unwatched(s), texts.Missed(s)} {
		if text != "" {
			t.Line(text)
		}
	}
}

// summarize adds the counts of a run.
func summarize(t *aligned.Table, run *reconcile.Run, texts *words.Table) {
	s := &run.Summary
	t.Row("Customers", fmt.Sprintf("%d, of which %d checked", s.Tenants, s.Evaluated))
	calm := s.Totals[reconcile.TotalRoutine] - int64(s.Routine[reconcile.CountUnwatched])
	t.Row("Subscriptions", fmt.Sprintf("%d, of which %d need no attention", s.Subscriptions, calm))
	t.Row("Issues", fmt.Sprintf("%d: %s", s.Findings, counted(reconcile.Severities(), s.BySeverity)))
	t.Row("Since the last run", sinceLast(&s.Delta))
	t.Row("Due", dueLine(s))
	for i, line := range moneyLines(s, texts) {
		t.Row(label(i, "Money"), line)
	}
	t.Row("Plan", planned(s))
}

// planned counts the plan of a run.
func planned(s *reconcile.Summary) string {
	if s.Steps+s.Obstacles == 0 {
		return "nothing is left to do for any open move"
	}
	return plural(s.Steps, "step") + ", " + plural(s.Obstacles, "obstacle")
}

func orDash(text string) string {
	if strings.TrimSpace(text) == "" {
		return "-"
	}
	return text
}

// label names the first of several rows.
func label(i int, text string) string {
	if i > 0 {
		return ""
	}
	return text
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

func sinceLast(d *reconcile.DeltaCounts) string {
	return counted([]string{"new", "changed", "reopened", "resolved", "unchanged", "put off", "not checked"}, map[string]int{
		"new": d.New, "changed": d.Changed, "reopened": d.Reopened, "resolved": d.Resolved,
		"unchanged": d.Unchanged, "put off": d.Suppressed, "not checked": d.NotEvaluated,
	})
}

// dueLine adds the urgencies up to the spans that people plan in.
func dueLine(s *reconcile.Summary) string {
	week := s.ByUrgency[reconcile.Within1] + s.ByUrgency[reconcile.Within3] + s.ByUrgency[reconcile.Within7]
	month := week + s.ByUrgency[reconcile.Within14] + s.ByUrgency[reconcile.Within30]
	return fmt.Sprintf("%d overdue, %d within 7 days, %d within 30 days", s.ByUrgency[reconcile.Overdue], week, month)
}

// moneyLines says in a line what can be avoided and how much of that is near, and in
// another what the other kinds of money come to, and how many findings have no amount.
func moneyLines(s *reconcile.Summary, texts *words.Table) []string {
	var avoidable, others []string
	lacking := map[reconcile.Lack]int{}
	for i := range s.Money {
		sum := &s.Money[i]
		for lack, n := range sum.WithoutAmount {
			lacking[lack] += n
		}
		write := func(window reconcile.MoneyWindow) string {
			return reconcile.FormatMinor(sum.Within[window], sum.Currency)
		}
		switch {
		case sum.Currency == "" || sum.Rows.Sign() == 0:
		case sum.Kind == reconcile.MoneyAvoidable:
			avoidable = append(avoidable, fmt.Sprintf("%s %s within 7 days, %s within 30, %s within 90, %s in all", sum.Currency,
				write(reconcile.DueIn7), write(reconcile.DueIn30), write(reconcile.DueIn90), write(reconcile.DueLater)))
		default:
			others = append(others, fmt.Sprintf("%s: %s %s", texts.MoneyKind(sum.Kind), sum.Currency, write(reconcile.DueLater)))
		}
	}
	for _, lack := range reconcile.Lacks() {
		if n := lacking[lack]; n > 0 {
			others = append(others, fmt.Sprintf("without an amount: %d (%s)", n, texts.Lack(lack)))
		}
	}
	var lines []string
	if len(avoidable) > 0 {
		lines = append(lines, texts.MoneyKind(reconcile.MoneyAvoidable)+": "+strings.Join(avoidable, "; "))
	}
	if len(others) > 0 {
		lines = append(lines, strings.Join(others, "; "))
	}
	return lines
}
