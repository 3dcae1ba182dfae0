package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/cmd/internal/observe"
	"handover/jobs/chain"
	"handover/reconcile"
	"handover/sql/store"
)

// observed are nights that machines are told of.
type observed struct {
	app     *app.App
	metrics *observe.Metrics

	alarming sync.Mutex
	alarms   map[string]bool // the keys of what operators have been told
}

// newObserved begins with what earlier nights have left in the store.
func newObserved(ctx context.Context, a *app.App, settings *config.Config) *observed {
	o := &observed{app: a, metrics: observe.New(a.Version), alarms: map[string]bool{}}
	o.metrics.Steps(configuredParts(settings)...)
	// A store that cannot be read is told by what comes next, which needs it.
	_ = o.reading(ctx, settings, func(st *store.Store) error {
		nights, err := st.Nights(ctx, farBack)
		runs, err2 := st.WholeRuns(ctx, 1)
		if err := errors.Join(err, err2); err != nil {
			return err
		}
		o.metrics.Seed(nights)
		if len(runs) > 0 {
			o.metrics.Ran(&runs[0])
		}
		return nil
	})
	return o
}

// reading opens the store of some settings, hands it to a function and closes it again.
func (o *observed) reading(ctx context.Context, settings *config.Config, do func(*store.Store) error) (err error) {
	st, err := store.Open(ctx, settings.Store.URL, store.ReadOnly)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return do(st)
}

// chain does a night, and tells of it.
func (o *observed) chain(ctx context.Context, c *app.Chain, tell func(*app.Finished) error) (reconcile.Night, error) {
	o.metrics.NightBegun(c.Schedule, o.app.Now())
	c.Ended, c.Leased = o.metrics.StepEnded, o.metrics.Leased
	var run *reconcile.Run
	so, err := o.app.Chain(ctx, c, func(f *app.Finished) error {
		run = &f.Run
		return tell(f)
	})
	if errors.Is(err, app.ErrNotDue) {
		o.metrics.NightLeft()
		return so, err
	}
	stale := o.ended(ctx, &c.Night, c.Schedule, &so, run, err)
	bad := app.BadNight{Kind: alarmKind(c, &so, stale), Night: &so, Run: run, Stale: stale, Delivers: c.Tells && so.Run != 0}
	if bad.Kind != "" && ctx.Err() == nil {
		o.alarm(ctx, c, &bad, err)
	}
	if c.Tells && ctx.Err() == nil {
		o.expiries(ctx, c)
	}
	return so, err
}

// alarmKind says of what in a night the operators are told, empty for nothing. A night of a
// command that delivers nothing has a person who looks at it.
func alarmKind(c *app.Chain, so *reconcile.Night, stale []string) app.AlarmKind {
	switch {
	case c.Tells && !c.NoRun && so.Run == 0:
		return app.NoRunAlarm
	case c.Tells && !c.NoRun && len(stale) > 0:
		return app.StaleAlarm
	case (c.Tells || c.Schedule != "") && len(app.Troubles(so)) > 0:
		return app.TroubleAlarm
	default:
		return ""
	}
}

// alarm tells the operators of a night that went wrong. One that came to no step, as without
// a database, is told as a run that failed.
func (o *observed) alarm(ctx context.Context, c *app.Chain, bad *app.BadNight, failed error) {
	so := bad.Night
	if so.StartedAt.IsZero() {
		so.StartedAt = o.app.Now().UTC()
	}
	if failed != nil && len(so.Steps) == 0 {
		so.Steps = []reconcile.NightStep{{Name: chain.Run, State: reconcile.StepFailed, Detail: shown(failed.Error() + app.Advice(failed))}}
	}
	err := o.tellOperators(ctx, c, func(d *app.Delivery, told map[string]bool) error { return d.Alarm(ctx, bad, told) })
	if err != nil {
		c.Log.Error().Err(err).Msg("the operators could not be told of the night")
	}
}

// expiries tells the operators of credentials that end, whatever became of the night.
func (o *observed) expiries(ctx context.Context, c *app.Chain) {
	list := o.app.Expiries(c.Settings)
	if len(list) == 0 {
		return
	}
	err := o.tellOperators(ctx, c, func(d *app.Delivery, told map[string]bool) error {
		var faults []error
		for i := range list {
			faults = append(faults, d.TellExpiry(ctx, &list[i], told))
		}
		return errors.Join(faults...)
	})
	if err != nil {
		c.Log.Error().Err(err).Msg("the operators could not be told of credentials that end")
	}
}

// tellOperators lets a function tell them something once, with the keys of what they have
// been told. The database need not be there for it.
func (o *observed) tellOperators(ctx context.Context, c *app.Chain, tell func(d *app.Delivery, told map[string]bool) error) error {
	o.alarming.Lock()
	defer o.alarming.Unlock()
	st, err := o.app.Open(ctx, c.Settings, store.ReadWrite)
	if err != nil { // which may be what they are told
		st = nil
	}
	d := o.app.Delivery(c.Settings, st)
	d.LogTo(c.Log)
	err = tell(d, o.alarms)
	if st != nil {
		err = errors.Join(err, st.Close())
	}
	return err
}

// run does a run by itself, and tells of it where it stands for a night.
func (o *observed) run(ctx context.Context, n *app.Night, tell func(*app.Finished) error) (reconcile.Run, error) {
	so := reconcile.Night{StartedAt: o.app.Now(), State: reconcile.StepDone}
	o.metrics.NightBegun("", so.StartedAt)
	run, err := o.app.Night(ctx, n, tell)
	if err == nil && run.State == reconcile.RunPartial {
		so.State = reconcile.StepPartial
	}
	so.Run, so.FinishedAt = run.Seq, o.app.Now()
	o.ended(ctx, n, "", &so, &run, err)
	return run, err
}

// ended tells machines how a night ended, and returns the sources that are past their age.
// What cannot be told is logged: the night is over.
func (o *observed) ended(ctx context.Context, n *app.Night, schedule string, so *reconcile.Night, run *reconcile.Run, failed error) (stale []string) {
	switch {
	case ctx.Err() != nil:
		so.State = reconcile.StepInterrupted
	case failed != nil:
		so.State = reconcile.StepFailed
	}
	o.metrics.NightEnded(schedule, so)
	if ctx.Err() != nil {
		return nil
	}
	stale, err := o.sources(ctx, n.Settings)
	if err != nil {
		n.Log.Warn().Err(err).Msg("the age of the data is not known")
	}
	if len(stale) > 0 {
		n.Log.Warn().Strs("sources", stale).Msg("sources are past their age: their customers are not checked where nothing else knows of them")
	}
	if failed != nil {
		run = nil
	}
	if run != nil && run.Whole() {
		o.metrics.Ran(run)
	}
	o.ping(ctx, n.Settings, n.Log, so, run, len(stale) > 0)
	return stale
}

// sources notes what the sources have delivered, and returns those whose subscriptions are
// past their age.
func (o *observed) sources(ctx context.Context, settings *config.Config) (stale []string, err error) {
	err = o.reading(ctx, settings, func(st *store.Store) error {
		stats, err := st.Stats(ctx)
		if err != nil {
			return err
		}
		now, weighing := o.app.Now(), settings.Weighing()
		past := func(im *reconcile.LastImport) bool {
			source := weighing.Of(im.Source)
			return !source.Retired && im.Stale(now, &source)
		}
		for i := range stats.Imports {
			if im := &stats.Imports[i]; im.Kind == reconcile.SubscriptionRows && past(im) {
				stale = append(stale, im.Source)
			}
		}
		o.metrics.Sources(stats.Imports, past)
		return nil
	})
	return stale, err
}

// pingTries is how often a sign of life is tried.
const pingTries = 3

// ping gives a sign of life.
func (o *observed) ping(ctx context.Context, settings *config.Config, log zerolog.Logger, so *reconcile.Night, run *reconcile.Run, stale bool) {
	pinger, err := newPinger(o.app, settings)
	if err != nil {
		log.Error().Err(err).Msg("no sign of life is given")
		return
	}
	sign, why := observe.SignOf(so, run, stale, settings.Ping.MaxNotEvaluated)
	// Whoever watches waits for the run of everything: a night without one is no sign of life.
	if pinger == nil || sign == observe.Silent || sign == observe.Well && (run == nil || !run.Whole()) {
		return
	}
	for n := 1; n <= pingTries; n++ {
		if err = pinger.Ping(ctx, sign == observe.Well); err == nil {
			log.Info().Str("to", pinger.Shown()).Str("sign", string(sign)).Str("why", why).Msg("sign of life given")
			return
		}
		if n < pingTries && o.app.Pause(ctx, time.Duration(n)*5*time.Second) != nil {
			return
		}
	}
	log.Error().Err(err).Msg("no sign of life is given")
}

// newPinger returns whom to give a sign of life; nil: nobody.
func newPinger(a *app.App, settings *config.Config) (*observe.Pinger, error) {
	address, err := settings.Ping.Address(a.Getenv)
	if err != nil || address == "" {
		return nil, err
	}
	pinger, err := observe.NewPinger(address, http.DefaultTransport)
	if err != nil {
		return nil, app.Usagef("%s or ping.url_file: %w", config.PingVariable, err)
	}
	return pinger, nil
}

// leave writes the metrics of a command that ends to their file.
func (o *observed) leave(n *app.Night) {
	if n.Settings.Metrics.Textfile == "" {
		return
	}
	if err := o.metrics.WriteTextfile(n.Settings.Metrics.Textfile); err != nil {
		n.Log.Warn().Err(err).Msg("metrics")
	}
}

// checkTextfile reports whether metrics can be written where the configuration says.
func checkTextfile(settings *config.Config) []checked {
	path := settings.Metrics.Textfile
	if path == "" {
		return nil
	}
	if err := observe.CheckTextfile(path); err != nil {
		return []checked{{"metrics", checkFailure, err.Error()}}
	}
	return []checked{{"metrics", checkOK, "can be written to " + path}}
}

// checkPing reports whom a night gives a sign of life, where it does.
func checkPing(a *app.App, settings *config.Config) []checked {
	pinger, err := newPinger(a, settings)
	switch {
	case err != nil:
		return []checked{{"ping", checkFailure, err.Error() + ": write the address there, or leave [ping] out"}}
	case pinger == nil:
		return nil
	default:
		return []checked{{"ping", checkOK, fmt.Sprintf("%s hears how each night ends", pinger.Shown())}}
	}
}
