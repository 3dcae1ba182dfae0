package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/schedule"
	"handover/reconcile"
	"handover/sql/store"
)

const serveHelp = `Checks all areas by the cron line in [schedule] of the configuration, with the same
engine and reports as handover run, until it is stopped by SIGTERM or Ctrl-C. A
run that was missed while nobody was there is caught up once at the start. A run
that fails is tried again after 5 minutes, 20 more and an hour more, as long as
the next one is not due. A run that is under way when serve is stopped is interrupted and leaves nothing
half-written. Where several serve on one PostgreSQL database, one of them runs and
another one takes over if it is gone.`

// writingReports is how long a run's reports may be on their way. Where they are not
// there after that, the program that was to write them has failed or is gone.
const writingReports = 4 * time.Minute

func newServeCommand(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use: "serve", Short: "Run every night by a schedule", Long: serveHelp, Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			err := runServe(cmd.Context(), a)
			if cmd.Context().Err() != nil {
				return nil // being stopped is how it ends
			}
			return err
		},
	}
}

func runServe(ctx context.Context, a *app.App) error {
	settings, err := a.Settings()
	if err != nil {
		return err
	}
	if err := app.RequirePartner(&settings); err != nil {
		return err
	}
	if text := a.Shared(&settings); text != "" {
		return app.Usagef("%s", text)
	}
	zone, err := time.LoadLocation(settings.Schedule.Zone)
	if err != nil {
		return app.Usagef("schedule.zone: %w", err)
	}
	line, err := schedule.Parse(settings.Schedule.Cron, zone, a.Now())
	if err != nil {
		return &app.UsageError{Err: err}
	}
	target, err := a.Target(&settings, nil, settings.Reports.Dir, "")
	if err != nil {
		return err
	}
	// A store that is missing or of another schema is told now and not at night.
	if _, err := lastStart(ctx, a); err != nil {
		return err
	}
	log := a.Logger(&settings)
	scheduler := schedule.Scheduler{
		Schedule: line, Now: a.Now, Log: log, Pauses: schedule.Pauses(),
		Run: func(ctx context.Context) error {
			night := app.Night{Settings: &settings, Log: log, Target: target}
			night.Request = jobs.Request{AsOf: a.AsOfNow(), Trigger: reconcile.TriggerSchedule}
			night.Due = func(last *reconcile.Run) bool {
				now := a.Now()
				return line.Due(last.StartedAt, now) || last.Unwritten && now.Sub(last.FinishedAt) > writingReports
			}
			_, err := a.Night(ctx, &night, func(*app.Finished) error { return nil })
			if errors.Is(err, app.ErrNotDue) {
				log.Info().Msg("another program has run this night")
				return nil
			}
			if advice := app.Advice(err); advice != "" {
				err = fmt.Errorf("%w%s", err, advice)
			}
			return err
		},
	}
	if settings.Schedule.CatchUp {
		scheduler.Last = func(ctx context.Context) (time.Time, error) { return lastStart(ctx, a) }
	}
	return scheduler.Serve(ctx)
}

// lastStart tells when the last run of all jobs and tenants began: one of a part does not
// stand for a night.
func lastStart(ctx context.Context, a *app.App) (at time.Time, err error) {
	err = a.Writing(ctx, func(_ *config.Config, st *store.Store) error {
		runs, err := st.WholeRuns(ctx, 1)
		if len(runs) > 0 {
			at = runs[0].StartedAt
		}
		return err
	})
	return at, err
}
