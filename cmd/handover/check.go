package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/reports/words"
	"handover/sql/store"
)

const checkHelp = `Checks the configuration, the database and its schema, the age of the data, the
folder for reports, and of each remote in [sync] whether it answers and lets us in, and
says for each what is wrong and what to do. Warnings end with 0, a failure with 1; with
--max-data-age old data is one. --systemd prints instead a drop-in for a systemd service
that opens the folders of the configuration for writing. --healthz instead asks handover
serve at [serve] listen whether it is alive, and ends with 1 where nobody says so within
five seconds.`

// checked is the answer of one check.
type checked struct {
	Check  string `json:"check"`
	Result string `json:"result"` // ok, warning or failure
	Detail string `json:"detail"`
}

const (
	checkOK      = "ok"
	checkWarning = "warning"
	checkFailure = "failure"
)

// errCheck tells that a check failed; the list has told which.
var errCheck = errors.New("a check failed; the list tells which")

func newCheckCommand(a *app.App) *cobra.Command {
	var asJSON, systemd, healthz bool
	var maxAge time.Duration
	cmd := &cobra.Command{
		Use: "check", Short: "Check configuration, database and data", Long: checkHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			switch {
			case systemd && healthz, (systemd || healthz) && (asJSON || maxAge != 0):
				return app.Usagef("--systemd and --healthz each stand alone: leave the other flags of check out")
			case healthz:
				return checkHealth(cmd.Context(), a)
			case systemd:
				return printDropIn(a)
			default:
				return runCheck(cmd.Context(), a, maxAge, asJSON)
			}
		},
	}
	cmd.Flags().DurationVar(&maxAge, "max-data-age", 0, "fail where subscriptions of a source are older than `D`, as 26h")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	cmd.Flags().BoolVar(&systemd, "systemd", false, "print a drop-in for a systemd service with the folders that it writes to")
	cmd.Flags().BoolVar(&healthz, "healthz", false, "ask handover serve whether it is alive, and nothing else")
	return cmd
}

func runCheck(ctx context.Context, a *app.App, maxAge time.Duration, asJSON bool) error {
	if maxAge < 0 {
		return app.Usagef("--max-data-age %s is below zero", maxAge)
	}
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	moves, stored := checkStore(ctx, a, &settings, maxAge)
	list := append(moves, checkConfiguration(&settings), checkReports(a, &settings))
	list = append(list, checkSchedules(a, &settings)...)
	list = append(list, checkWatched(&settings)...)
	list = append(list, checkPing(a, &settings)...)
	list = append(list, checkDelivery(ctx, a, &settings)...)
	list = append(list, stored...)
	list = append(list, checkRemotes(ctx, a, &settings)...)
	if err := ctx.Err(); err != nil {
		return err
	}
	failed := false
	for _, c := range list {
		failed = failed || c.Result == checkFailure
	}
	if err := tellChecks(a, list, asJSON); err != nil {
		return err
	}
	if failed {
		return errCheck
	}
	return nil
}

func tellChecks(a *app.App, list []checked, asJSON bool) error {
	if asJSON {
		return writeJSON(a.Stdout, map[string]any{"checks": list})
	}
	t := aligned.New(a.Stdout)
	for _, c := range list {
		t.Row(c.Result, c.Check, c.Detail)
	}
	return t.Flush()
}

func checkConfiguration(c *config.Config) checked {
	answer := checked{Check: "configuration", Result: checkOK, Detail: c.File}
	if c.File == "" {
		answer.Detail = "no file, defaults"
	}
	if err := app.RequirePartner(c); err != nil {
		answer.Result, answer.Detail = checkFailure, err.Error()
	}
	return answer
}

// upcoming is how many nights of a schedule are told.
const upcoming = 5

// checkSchedules tells when the schedules come next.
func checkSchedules(a *app.App, c *config.Config) []checked {
	nights, err := servedNights(a, c)
	if err != nil {
		return []checked{{"schedule", checkFailure, err.Error()}}
	}
	var list []checked
	for i := range nights {
		n := &nights[i]
		zone, err := time.LoadLocation(n.setting.Zone)
		if err != nil {
			return append(list, checked{"schedule " + n.name, checkFailure, err.Error()})
		}
		var next []string
		for _, at := range n.line.Upcoming(a.Now(), upcoming) {
			next = append(next, at.In(zone).Format(time.RFC3339))
		}
		list = append(list, checked{"schedule " + n.name, checkOK, "serve runs next at " + strings.Join(next, ", ")})
	}
	return list
}

// checkReports reports whether reports can be written as configured, by writing to
// their folder and to that of temporary files.
func checkReports(a *app.App, c *config.Config) checked {
	target, err := a.Target(c, nil, c.Reports.Dir, "")
	if err != nil {
		return checked{"reports", checkFailure, err.Error()}
	}
	if err := target.Probe(); err != nil {
		return checked{"reports", checkFailure, err.Error()}
	}
	return checked{"reports", checkOK, "can be written below " + c.Reports.Dir}
}

// checkStore tells what the database holds and how old it is, and apart from that
// whether somebody watches what other sellers have sold.
func checkStore(ctx context.Context, a *app.App, c *config.Config, maxAge time.Duration) (moves, list []checked) {
	st, err := store.Open(ctx, c.Store.URL, store.ReadOnly) // which changes nothing
	if err != nil {
		return nil, []checked{{"database", checkFailure, err.Error() + app.Advice(err)}}
	}
	st.GiveUpAfter(c.Run.Lease.Duration)
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		return nil, []checked{{"database", checkFailure, errors.Join(err, st.Close()).Error()}}
	}
	stats, err := st.Stats(ctx)
	runs, err2 := st.WholeRuns(ctx, 1)
	unwritten, err3 := st.Unwritten(ctx)
	if err = errors.Join(err, err2, err3, app.AllowsRun(ctx, st), st.Close()); err != nil {
		return nil, []checked{{"database", checkFailure, err.Error() + app.Advice(err)}}
	}
	if len(runs) > 0 {
		moves = checkMoves(&runs[0], texts)
	}
	for i := range unwritten {
		moves = append(moves, checkUnwritten(&unwritten[i]))
	}
	if text := a.Shared(c); text != "" {
		moves = append(moves, checked{"database", checkWarning, text + "; handover serve refuses it"})
	}
	database := checked{"database", checkOK, fmt.Sprintf("%d customers, %d subscriptions, %d moves",
		stats.Tenants, stats.Subscriptions, stats.Moves)}
	if stats.Tenants == 0 {
		database.Result, database.Detail = checkWarning, "it holds no customers yet: import some"
	}
	return moves, append([]checked{database}, checkAge(a, c, &stats, maxAge, texts)...)
}

// checkUnwritten warns of a run whose reports were never written.
func checkUnwritten(run *reconcile.Run) checked {
	return checked{"reports", checkWarning, fmt.Sprintf(
		"those of run %[1]d were never written: handover report --run %[1]d --out DIR writes them, else the next run does", run.Seq)}
}

// checkMoves warns of what the last run of all jobs and tenants has not watched, and says nothing where it
// has watched everything.
func checkMoves(last *reconcile.Run, texts *words.Table) []checked {
	if text := texts.Unwatched(&last.Summary); text != "" {
		return []checked{{"moves", checkWarning, text}}
	}
	return nil
}

// checkAge tells for each source and kind of file how old its last import is, and
// what hangs on it where it is too old.
func checkAge(a *app.App, c *config.Config, stats *reconcile.Stats, maxAge time.Duration, texts *words.Table) []checked {
	var list []checked
	sources := c.Weighing()
	for i := range stats.Imports {
		im := &stats.Imports[i]
		source := sources.Of(im.Source)
		answer := checked{fmt.Sprintf("%s of %s", im.Kind, im.Source), checkOK, "seen " + texts.Ago(im.Age(a.Now()))}
		if im.ObservedAt.After(a.Now()) {
			answer.Detail = "seen at " + im.ObservedAt.UTC().Format(time.RFC3339)
		}
		if source.Retired {
			answer.Detail += "; retired, it has no say any more"
			list = append(list, answer)
			continue
		}
		for _, warning := range warnings(a.Now(), im, &source, stats.Of(im.Source), c, texts) {
			answer.Result = checkWarning
			answer.Detail += warning
		}
		if tooOld(im, a.Now(), maxAge) {
			answer.Result = checkFailure
			answer.Detail += fmt.Sprintf("; older than --max-data-age %s", maxAge)
		}
		list = append(list, answer)
	}
	if maxAge > 0 && !slices.ContainsFunc(stats.Imports, func(im reconcile.LastImport) bool { return im.Kind == reconcile.SubscriptionRows }) {
		list = append(list, checked{"subscriptions", checkFailure, "no source has delivered any; --max-data-age wants them no older than " + maxAge.String()})
	}
	return list
}

// tooOld reports whether subscriptions are older than they may be; 0 is no limit.
func tooOld(im *reconcile.LastImport, now time.Time, maxAge time.Duration) bool {
	return maxAge > 0 && im.Kind == reconcile.SubscriptionRows && im.Age(now) > maxAge
}

// warnings says what is wrong with the last import of a kind by a source.
func warnings(now time.Time, im *reconcile.LastImport, source *reconcile.Source, hangs reconcile.SourceStats, c *config.Config, texts *words.Table) []string {
	var list []string
	rows := im.Kind == reconcile.SubscriptionRows
	switch {
	case source.Ahead(im.ObservedAt, now):
		list = append(list, fmt.Sprintf("; that is later than now, %s by this computer's clock: set the clock that is wrong, and import it again",
			now.UTC().Format(time.RFC3339)))
	case im.Stale(now, source.MaxAge):
		setting := "run.max_age"
		if c.Sources[im.Source].MaxAge.Duration != 0 {
			setting = "sources." + im.Source + ".max_age"
		}
		list = append(list, fmt.Sprintf(", older than %s (%s): import it again", setting, texts.Span(source.MaxAge)))
		if rows {
			list = append(list, ", or retire it; "+hanging(&hangs))
		}
	}
	if rows && !hangs.Complete && source.Feed.ProvesExistence() {
		list = append(list, "; never complete: rows that leave it go unnoticed, import it with --complete where it holds everything")
	}
	if failed := hangs.NotRead - hangs.Shut; rows && failed > 0 {
		list = append(list, "; "+plural(failed, "customer")+" could not be read the last time")
	}
	if im.Rejected > 0 {
		list = append(list, fmt.Sprintf("; the last import refused %d rows: mend them and import again", im.Rejected))
	}
	return list
}

// hanging says what only a source has.
func hanging(s *reconcile.SourceStats) string {
	switch s.Alone {
	case 0:
		return "other sources have all that it has of " + plural(s.Tenants, "customer")
	case 1:
		return "1 subscription of " + plural(s.Tenants, "customer") + " is in no other source"
	default:
		return fmt.Sprintf("%d subscriptions of %s are in no other source", s.Alone, plural(s.Tenants, "customer"))
	}
}
