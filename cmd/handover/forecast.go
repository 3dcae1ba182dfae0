package main

import (
	"context"
	"io"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/jobs"
	"handover/reconcile"
	"handover/reports"
	"handover/reports/forecast"
	"handover/reports/formats"
)

const forecastHelp = `Tells what falls due within the next days: one evaluation of the facts as they are,
with the horizon set to that many days, each issue placed on its due day, by week, by
who acts and by seller, with the first rows of each week and the money, a subscription
once in each sum. --json holds every row. Nothing is stored, and nothing is simulated:
what will be bought, renewed or decided until then is not in it, and nothing that only
such a thing would bring. What is overdue, falls due later all the same, or has no day
stands apart. Where a customer could not be checked, the exit code is 4.`

// forecastDays is how far ahead a forecast looks where nobody says: half a year, twice
// the horizon of a run.
const forecastDays = 180

type forecastOptions struct {
	days int
	lang string
	json bool
}

func newForecastCommand(a *app.App) *cobra.Command {
	var o forecastOptions
	cmd := &cobra.Command{
		Use: "forecast", Short: "Tell what falls due when", Long: forecastHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return runForecast(cmd.Context(), a, o) },
	}
	cmd.Flags().IntVar(&o.days, "days", forecastDays, "look `N` days ahead")
	cmd.Flags().StringVar(&o.lang, "lang", "", "`LANGUAGE` of the forecast (default from the configuration, else en)")
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

// runForecast looks ahead in a dry run, so that an issue stands in a forecast as it will
// stand in a report.
func runForecast(ctx context.Context, a *app.App, o forecastOptions) error {
	if o.days < 1 || o.days > forecast.MostDays {
		return app.Usagef("--days %d is not between 1 and %d", o.days, forecast.MostDays)
	}
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	target, err := a.Target(&settings, nil, "", o.lang)
	if err != nil {
		return err
	}
	target.Print(o.format())
	settings.Policy.HorizonDays, settings.Policy.Limits.RenewalNoticeDays = o.days, o.days
	log := a.Logger(&settings)
	if log.GetLevel() == zerolog.InfoLevel {
		log = log.Level(zerolog.WarnLevel) // nobody asked to be told of a run
	}
	night := app.Night{
		Settings: &settings, Log: log, Target: target,
		Request: jobs.Request{AsOf: a.AsOfNow(), Trigger: reconcile.TriggerCLI, DryRun: true},
	}
	run, err := a.Night(ctx, &night, func(*app.Finished) error { return nil })
	if err != nil {
		return err
	}
	return verdict(&run, "")
}

// format is how the forecast is written.
func (o *forecastOptions) format() formats.Format {
	write := forecast.WriteText
	if o.json {
		write = forecast.WriteJSON
	}
	return formats.Format{Name: "forecast", Write: func(ctx context.Context, w io.Writer, r *reports.Report) error {
		return write(ctx, w, r, o.days)
	}}
}
