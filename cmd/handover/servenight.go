package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/chain"
	"handover/jobs/schedule"
	"handover/reconcile"
	"handover/sql/store"
)

// writingReports is how long a run's reports may be on their way. Where they are not
// there after that, the program that was to write them has failed or is gone.
const writingReports = 4 * time.Minute

// servePlan is what a configuration says of serving, found to be possible.
type servePlan struct {
	settings config.Config
	log      zerolog.Logger
	target   *app.Target
	nights   []servedNight
}

// servedNight is the night of one schedule.
type servedNight struct {
	name    string
	setting config.Schedule
	line    schedule.Schedule
	parts   chosen
	runs    bool            // a run belongs to it
	jobs    []reconcile.Job // of the run; empty: all
}

// whole reports whether any run of all jobs stands for its night, whoever began it: there
// is nothing else to be done.
func (n *servedNight) whole() bool {
	more := slices.ContainsFunc(n.parts, func(name string) bool { return name != chain.Run })
	return n.runs && !more && (len(n.jobs) == 0 || len(n.jobs) == len(reconcile.Jobs()))
}

// planServe reads the configuration and finds out what would fail at night.
func planServe(ctx context.Context, a *app.App) (*servePlan, error) {
	settings, err := a.Settings()
	if err != nil {
		return nil, err
	}
	if err := app.RequirePartner(&settings); err != nil {
		return nil, err
	}
	if text := a.Shared(&settings); text != "" {
		return nil, app.Usagef("%s", text)
	}
	p := &servePlan{settings: settings, log: a.Logger(&settings)}
	if p.nights, err = servedNights(&settings); err != nil {
		return nil, err
	}
	if doubt := settings.Doubt(); doubt != "" {
		p.log.Warn().Msg(doubt)
	}
	if unreconciled(p.nights) {
		p.log.Warn().Msg(nothingReconciled)
	}
	if p.target, err = a.Target(&settings, nil, settings.Reports.Dir, ""); err != nil {
		return nil, err
	}
	_, err = watchedFolders(&settings)
	_, err2 := newPinger(a, &settings)
	err3 := checkSync(a, &settings, p.log)
	if err := errors.Join(err, err2, err3); err != nil {
		return nil, err
	}
	// A store that is missing or of another schema is told now and not at night.
	_, err = lastWhole(ctx, a)
	return p, err
}

// checkSync finds out whether the remotes that are configured could be read.
func checkSync(a *app.App, settings *config.Config, log zerolog.Logger) error {
	names := configuredRemotes(settings)
	if len(names) == 0 {
		return nil
	}
	_, err := a.Syncer(settings, names, log)
	return err
}

// servedNights returns the nights of the schedules that are on.
func servedNights(settings *config.Config) ([]servedNight, error) {
	var list []servedNight
	for _, name := range settings.Schedule.Names() {
		n := servedNight{name: name, setting: settings.Schedule[name], parts: configuredParts(settings), runs: true}
		zone, err := time.LoadLocation(n.setting.Zone)
		if err != nil {
			return nil, app.Usagef("%s.zone: %w", n.setting.Table, err)
		}
		if n.line, err = schedule.Parse(n.setting.Cron, zone); err != nil {
			return nil, app.Usagef("%s.cron: %w", n.setting.Table, err)
		}
		if steps := n.setting.Steps; len(steps) > 0 {
			n.parts, n.runs = steps, slices.Contains(steps, chain.Run)
			if err := n.parts.check(settings); err != nil {
				return nil, err
			}
		}
		if n.jobs, err = app.ParseJobs(n.setting.Jobs); err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	if len(list) == 0 {
		return nil, app.Usagef("no schedule is on: set on = true in one of [schedule.NAME]")
	}
	return list, nil
}

// nothingReconciled says what is wrong with schedules of which none has a run.
const nothingReconciled = "no schedule that is on has the step run: nothing is reconciled"

// unreconciled reports whether a run belongs to none of these nights.
func unreconciled(nights []servedNight) bool {
	return !slices.ContainsFunc(nights, func(n servedNight) bool { return n.runs })
}

// night does the night of a schedule.
func (s *service) night(ctx context.Context, p *servePlan, n *servedNight, log zerolog.Logger) error {
	a := s.app
	whole := n.parts.chain(s.seen, &app.Night{
		Settings: &p.settings, Log: log, Target: p.target, Patience: app.Patience,
		Request: jobs.Request{AsOf: a.AsOfNow(), Trigger: reconcile.TriggerSchedule, Jobs: n.jobs},
	})
	whole.Schedule, whole.NoRun = n.name, !n.runs
	if n.whole() {
		whole.Due = func(last *reconcile.Run) bool {
			now := a.Now()
			return n.line.Due(last.StartedAt, now) || last.Unwritten && now.Sub(last.FinishedAt) > writingReports
		}
	} else {
		whole.Pending = func(ctx context.Context, st *store.Store) (bool, error) {
			last, err := lastOf(ctx, st, n)
			return last.IsZero() || n.line.Due(last, a.Now()), err
		}
	}
	_, err := s.seen.chain(ctx, &whole, func(*app.Finished) error { return nil })
	if advice := app.Advice(err); advice != "" {
		err = fmt.Errorf("%w%s", err, advice)
	}
	return err
}

// lastNight tells when the last night of a schedule began, the zero time if there was none.
// For one that is only a run of everything each such run stands, whoever began it, and so it
// does for one with such a run that has no night on record yet.
func lastNight(ctx context.Context, a *app.App, n *servedNight) (at time.Time, err error) {
	if n.whole() {
		return lastWhole(ctx, a)
	}
	err = a.Writing(ctx, func(_ *config.Config, st *store.Store) error {
		at, err = lastOf(ctx, st, n)
		return err
	})
	if err == nil && at.IsZero() && n.runs && len(n.jobs) == 0 {
		return lastWhole(ctx, a)
	}
	return at, err
}

// lastWhole tells when the last run of all jobs and tenants began: one of a part does not
// stand for a night.
func lastWhole(ctx context.Context, a *app.App) (at time.Time, err error) {
	err = a.Writing(ctx, func(_ *config.Config, st *store.Store) error {
		runs, err := st.WholeRuns(ctx, 1)
		if len(runs) > 0 {
			at = runs[0].StartedAt
		}
		return err
	})
	return at, err
}

// farBack is how many nights are looked at for one that is done.
const farBack = 1000

// lastOf tells when the last night of a schedule began that did what it was to do: it ended,
// and where a run belongs to it, that has its reports.
func lastOf(ctx context.Context, st *store.Store, n *servedNight) (time.Time, error) {
	nights, err := st.NightsOf(ctx, n.name, farBack)
	for i := range nights {
		so := &nights[i]
		ended := !so.FinishedAt.IsZero() && so.State != reconcile.StepInterrupted
		unwritten := slices.ContainsFunc(so.Steps, func(s reconcile.NightStep) bool {
			return s.Name == chain.Reports && s.State == reconcile.StepFailed
		})
		if ended && !unwritten && (so.Run != 0 || !n.runs) {
			return so.StartedAt, err
		}
	}
	return time.Time{}, err
}
