package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"
	"github.com/spf13/cobra"

	"handover/cmd/internal/app"
	"handover/cmd/internal/notify"
	"handover/cmd/internal/observe"
	"handover/jobs/schedule"
	"handover/sql/store"
)

const serveHelp = `Does a night by each schedule of the configuration ([schedule], [schedule.NAME]): it
reads the watched folders, checks all areas with the same engine and reports as
handover run, and records what each step did. It goes on until it is stopped by
SIGTERM or Ctrl-C. A night that was missed while nobody was there is caught up once
at the start. One that fails is tried again after 5 minutes, 20 more and an hour
more, as long as the next one is not due. A night that is under way when serve is
stopped is interrupted and leaves nothing half-written. Where several serve on one
PostgreSQL database, one of them does the night and another one takes over if it is
gone.

SIGHUP reads the configuration again: a faulty one is refused and the old one stays;
a night that is under way ends with the one that it began with.

It answers /healthz, /readyz and /metrics at [serve] listen, 127.0.0.1:9469 unless
said otherwise.`

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
	p, err := planServe(ctx, a)
	if err != nil {
		return err
	}
	s := service{app: a, manager: notify.New(a.Getenv), log: p.log, seen: newObserved(ctx, a, &p.settings)}
	s.plan.Store(p)
	listener, err := s.listen(ctx, p.settings.Serve.Listen)
	if err != nil {
		return err
	}
	return s.serve(ctx, p, listener)
}

// service does nights until it is stopped.
type service struct {
	app     *app.App
	manager *notify.Manager
	log     zerolog.Logger
	seen    *observed
	plan    atomic.Pointer[servePlan] // that is in force

	nights     sync.WaitGroup // schedulers, also those of earlier configurations whose night is not over
	underWay   atomic.Int64   // nights
	schedulers atomic.Int64   // that serve
}

// serve does the nights of a plan, and of those that replace it.
func (s *service) serve(ctx context.Context, p *servePlan, listener *observe.Listener) error {
	ctx, stop := context.WithCancel(ctx)
	defer s.nights.Wait()
	defer stop()
	failed := make(chan error, len(p.nights)+1)
	if listener != nil {
		s.nights.Go(func() {
			if err := listener.Serve(ctx); err != nil {
				failed <- err
			}
		})
	}
	reload, quiet := reloads()
	defer quiet()
	s.nights.Go(func() {
		s.told(s.manager.Feed(ctx, func() bool { return s.underWay.Load() > 0 }, s.app.Progress().Beats))
	})
	retire := s.start(ctx, p, failed, true)
	s.told(s.manager.Ready())
	for {
		select {
		case <-ctx.Done():
			s.told(s.manager.Stopping())
			return nil
		case err := <-failed:
			return err
		case <-reload:
			s.told(s.manager.Reloading())
			if next := s.reload(ctx); next != nil {
				retire()
				retire = s.start(ctx, next, make(chan error, len(next.nights)), false)
			}
			s.told(s.manager.Ready())
		}
	}
}

// listen takes the address at which health and metrics are asked for; nil: nowhere.
func (s *service) listen(ctx context.Context, address string) (*observe.Listener, error) {
	if address == "" {
		return nil, nil
	}
	listener, err := observe.Listen(ctx, address, s.seen.metrics, observe.Probes{Alive: s.alive, Ready: s.ready})
	if err != nil {
		return nil, app.Usagef("serve.listen: %w; name another address, or \"\" for none", err)
	}
	s.log.Info().Str("address", listener.Address()).Msg("health and metrics")
	return listener, nil
}

var errSchedulers = errors.New("a scheduler has ended")

// alive tells whether all schedulers are there.
func (s *service) alive() error {
	if s.schedulers.Load() < int64(len(s.plan.Load().nights)) {
		return errSchedulers
	}
	return nil
}

// ready tells whether the database can be reached and has the schema of this program.
func (s *service) ready(ctx context.Context) error {
	err := s.seen.reading(ctx, &s.plan.Load().settings, func(*store.Store) error { return nil })
	if err != nil {
		log := s.plan.Load().log
		log.Warn().Err(err).Msg("not ready")
	}
	return err
}

// told logs that the service manager could not be told something; it is no reason to end.
func (s *service) told(err error) {
	if err != nil {
		s.log.Warn().Err(err).Msg("service manager")
	}
}

// reload reads the configuration again. It is nil where that is refused.
func (s *service) reload(ctx context.Context) *servePlan {
	next, err := planServe(ctx, s.app)
	if err != nil {
		s.log.Error().Err(err).Msg("the configuration is refused and the old one stays")
		return nil
	}
	s.log = next.log
	if was := s.plan.Swap(next); was.settings.Serve != next.settings.Serve {
		s.log.Warn().Msg("serve.listen is another one: that takes a new start")
	}
	s.log.Info().Int("schedules", len(next.nights)).Msg("the configuration has been read again")
	return next
}

// start begins the schedulers of a plan, and returns what retires them. An error ends
// serving; only catching up can give one.
func (s *service) start(ctx context.Context, p *servePlan, failed chan<- error, catchUp bool) (retire func()) {
	retired := make(chan struct{})
	for i := range p.nights {
		scheduler := s.scheduler(p, &p.nights[i], catchUp)
		scheduler.Retired = retired
		s.schedulers.Add(1)
		s.nights.Go(func() {
			defer s.schedulers.Add(-1)
			if err := scheduler.Serve(ctx); err != nil {
				failed <- err
			}
		})
	}
	return func() { close(retired) }
}

// scheduler makes the scheduler of one schedule.
func (s *service) scheduler(p *servePlan, n *servedNight, catchUp bool) *schedule.Scheduler {
	log := p.log.With().Str("schedule", n.name).Logger()
	scheduler := &schedule.Scheduler{
		Schedule: n.line, Now: s.app.Now, Log: log, Pauses: schedule.Pauses(),
		Jitter: n.setting.Jitter.Duration, Chance: rand.N[time.Duration],
		Run: func(ctx context.Context) error {
			s.underWay.Add(1)
			defer s.underWay.Add(-1)
			err := s.night(ctx, p, n, log)
			if errors.Is(err, app.ErrNotDue) {
				log.Info().Msg("another program has run this night")
				return nil
			}
			return err
		},
	}
	if catchUp && n.setting.CatchUp {
		scheduler.Last = func(ctx context.Context) (time.Time, error) { return lastNight(ctx, s.app, n) }
	}
	return scheduler
}

// reloadSignals is how many signals wait while a configuration is being read: one stands for
// all.
const reloadSignals = 1

// reloads returns the signals that ask for the configuration to be read again.
func reloads() (signals <-chan os.Signal, stop func()) {
	heard := make(chan os.Signal, reloadSignals)
	return heard, listenReload(heard)
}
