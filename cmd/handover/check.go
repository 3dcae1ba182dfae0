package main

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reports/aligned"
)

const checkHelp = `Checks the configuration, the database and its schema, the age of the data, the
folder for reports, and of each remote in [sync] whether it answers and lets us in, and
says for each what is wrong and what to do, the worst first. Warnings end with 0, a
failure with 1; with --max-data-age old data is one. --systemd prints instead a drop-in
for a systemd service that opens the folders of the configuration for writing. --healthz
instead asks handover serve at [serve] listen whether it is alive, and ends with 1 where
nobody says so within five seconds.`

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
	list := []checked{checkConfiguration(&settings), checkReports(a, &settings)}
	if doubt := settings.Doubt(); doubt != "" {
		list = append(list, checked{"configuration", checkWarning, doubt})
	}
	list = append(list, checkSchedules(a, &settings)...)
	list = append(list, checkWatched(&settings)...)
	list = append(list, checkTextfile(&settings)...)
	list = append(list, checkPing(a, &settings)...)
	list = append(list, checkDelivery(ctx, a, &settings)...)
	list = append(list, checkStore(ctx, a, &settings, maxAge)...)
	list = append(list, checkRemotes(ctx, a, &settings)...)
	if err := ctx.Err(); err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b checked) int { return worse(a.Result) - worse(b.Result) })
	if err := tellChecks(a, list, asJSON); err != nil {
		return err
	}
	if list[0].Result == checkFailure {
		return errCheck
	}
	return nil
}

// worse orders answers by how much they want somebody to act.
func worse(result string) int {
	return slices.Index([]string{checkFailure, checkWarning, checkOK}, result)
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

// checkSchedules tells when the schedules come next. Who has handover run begun by another
// program needs none.
func checkSchedules(a *app.App, c *config.Config) []checked {
	on := c.Schedule.Names()
	if len(on) == 0 {
		return []checked{{"schedule", checkWarning, "none is on and handover serve does not start: set on = true in one of [schedule.NAME], unless another program begins handover run"}}
	}
	nights, err := servedNights(c)
	if err != nil {
		return []checked{{"schedule", checkFailure, err.Error()}}
	}
	var list []checked
	if unreconciled(nights) {
		list = append(list, checked{"schedule", checkWarning, nothingReconciled + ", unless another program begins handover run"})
	}
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
	for _, name := range slices.Sorted(maps.Keys(c.Schedule)) {
		if !slices.Contains(on, name) {
			list = append(list, checked{"schedule " + name, checkOK, "off: set on = true in [" + c.Schedule[name].Table + "] to have it"})
		}
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
