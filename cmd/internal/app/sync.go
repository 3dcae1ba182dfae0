package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/ingest"
	"handover/jobs/sync"
	"handover/jobs/sync/remote"
	"handover/reconcile"
	"handover/sql/store"
)

// syncLease names the lease that lets one sync at a time write to a store. A run may go on
// beside it.
const syncLease = "sync"

// Synced is what became of one remote.
type Synced struct {
	Remote   string
	Summary  sync.Summary
	Progress sync.Progress // at the end
	Err      error         // why nothing of it was read; nil: something was
}

// fault is why nothing of a remote was read, with the remote's name before it.
func (s *Synced) fault() error {
	if WithoutName(s.Remote, s.Err.Error()) != s.Err.Error() {
		return s.Err
	}
	return fmt.Errorf("%s: %w", s.Remote, s.Err)
}

// WithoutName takes the name of a remote from the beginning of what is told of it, for where
// the name stands already.
func WithoutName(remote, text string) string { return strings.TrimPrefix(text, remote+": ") }

// Syncer reads remotes into a store.
type Syncer struct {
	app      *App
	settings *config.Config
	log      zerolog.Logger
	spool    string
	remotes  []connected

	// Patience is how long Run waits for another program that syncs.
	Patience time.Duration
}

// connected is a remote that can be asked.
type connected struct {
	*Connection
	name  string
	meter *sync.Meter
}

// Syncer prepares to read some remotes that are configured, in the order of RemoteNames.
// Nobody is asked yet.
func (a *App) Syncer(c *config.Config, names []string, log zerolog.Logger) (*Syncer, error) {
	if err := RequirePartner(c); err != nil {
		return nil, err
	}
	spool, err := a.spoolFolder(c)
	if err != nil {
		return nil, err
	}
	s := &Syncer{app: a, settings: c, log: log, spool: spool}
	for _, name := range names {
		meter := a.meter(name)
		connection, err := a.Connect(c, name, log, meter.Hear)
		if err != nil {
			return nil, &UsageError{Err: err}
		}
		s.remotes = append(s.remotes, connected{connection, name, meter})
	}
	return s, nil
}

// errTooLong ends a sync that would never end.
var errTooLong = errors.New("the sync takes longer than [sync] longest; what is read is stored, and the next one goes on")

// Run reads the remotes, one after the other, while it holds the lease of a sync. A remote
// of which nothing could be read does not keep the next one from being read.
func (s *Syncer) Run(ctx context.Context, st *store.Store, request sync.Request) (list []Synced, err error) {
	ttl := s.settings.Run.Lease.Duration
	var lease *store.Lease
	err = s.app.patiently(ctx, &Night{Patience: s.Patience, Log: s.log}, func() error {
		lease, err = st.Acquire(ctx, syncLease, holder(), ttl, s.app.Now)
		return err
	})
	if err != nil {
		return nil, err
	}
	held, stop := jobs.Heartbeat(ctx, lease, ttl, leaseLost)
	held, end := context.WithTimeoutCause(held, s.settings.Sync.Longest.Duration, errTooLong)
	defer end()
	for i := range s.remotes {
		r := &s.remotes[i]
		s.warnOfEnd(r)
		summary, err := s.read(held, r, st, request)
		s.app.Progress().Done()
		if held.Err() != nil {
			break
		}
		list = append(list, Synced{r.name, summary, r.meter.Progress(), err})
	}
	cause := context.Cause(held)
	stop()
	kept := release(ctx, lease)
	if cause == nil && kept != nil {
		s.log.Warn().Err(kept).Msg("the lease stays until it expires")
	}
	return list, cause
}

// warnOfEnd says that a credential ends soon. That it cannot be read is told by the log-in.
func (s *Syncer) warnOfEnd(r *connected) {
	ends, err := r.Application.Ends()
	if err != nil || ends.IsZero() {
		return
	}
	on := reconcile.DayOf(ends)
	if left := int(on - reconcile.DayOf(s.app.Now())); left <= CredentialEndsSoon {
		s.log.Warn().Str("remote", r.name).Int("days", left).Stringer("ends", on).Msg("the credential ends: make a new one")
	}
}

// read reads one remote.
func (s *Syncer) read(ctx context.Context, r *connected, st *store.Store, request sync.Request) (sync.Summary, error) {
	if r.name == sync.BillingName {
		billing, err := s.billing(r, st)
		if err != nil {
			return sync.Summary{}, err
		}
		return billing.Run(ctx)
	}
	c := s.settings
	engine := sync.Engine{
		Remote: s.app.Remote(c, r.name, r.Connection, s.log), Store: syncStore{st}, Now: s.app.Now, Log: s.log, Meter: r.meter,
		Spool: s.spool, Parallel: c.Sync.Remote(r.name).Parallel,
		Resume: c.Sync.Resume.Duration, Tolerance: c.Run.ClockTolerance.Duration, KeepHistory: c.Store.History.Duration,
	}
	return engine.Run(ctx, request)
}

// Remote returns the reader of a remote with customers; without a connection it only plans.
func (a *App) Remote(c *config.Config, name string, connection *Connection, log zerolog.Logger) sync.Remote {
	tolerance := c.Run.ClockTolerance.Duration
	if name == sync.GraphName {
		g := sync.Graph{Partner: *c.Us(), Tolerance: tolerance, Now: a.Now, Log: log}
		if connection != nil {
			g.Client = connection.Client
			g.Tokens = func(tenant string) remote.Tokens { return connection.Application.Tokens(connection.Scope, tenant) }
		}
		return sync.NewGraph(g)
	}
	p := sync.PartnerCenter{Partner: c.Us().ID, Absent: c.Absent()[sync.PartnerCenterName], Tolerance: tolerance, Now: a.Now}
	if connection != nil {
		p.Client = connection.Client
	}
	return sync.NewPartnerCenter(p)
}

// billing returns the reader of the charges.
func (s *Syncer) billing(r *connected, st *store.Store) (*sync.Billing, error) {
	a, c := s.app, s.settings
	settings := c.Sync.Remote(r.name)
	b := &sync.Billing{
		Client: r.Client, Store: syncStore{st}, Now: a.Now, Log: s.log, Partner: c.Us().ID, Spool: s.spool,
		Currencies: []string{c.Partner.Currency}, // it is set, or the settings were refused
		Files:      sync.FileOptions{Tries: settings.Tries, Progress: r.meter.Hear},
	}
	if settings.Files != "" {
		files, err := endpoint(settings.Files, "")
		if err != nil {
			return nil, err
		}
		b.Files.Endpoint = files
	}
	importer := ingest.Importer{
		Now: a.Now, Workers: a.Cores(), Tolerance: c.Run.ClockTolerance.Duration,
		Begin: func(ctx context.Context) (ingest.Transaction, error) {
			return Begin(ctx, st, func(im *reconcile.Import) { im.KeepHistory = c.Store.History.Duration })
		},
	}
	b.Import = func(ctx context.Context, path string, at time.Time) (ingest.Summary, error) {
		return importer.Import(ctx, ingest.Options{
			Format: "reconciliation", Partner: c.Us().ID, Currency: c.Partner.Currency, ObservedAt: at,
			RejectsDir: filepath.Join(s.spool, sync.BillingName), // where the sweep of the spool finds them one day
		}, []string{path})
	}
	return b, nil
}

// meter counts what is done with a remote, and shows it on a terminal.
func (a *App) meter(name string) *sync.Meter {
	return &sync.Meter{Now: a.Now, Show: func(p sync.Progress) {
		text := fmt.Sprintf("%s: %s, %d of %d, %d calls, %d waits", name, cmp.Or(p.Phase, "reading"), p.Done, p.Customers, p.Calls, p.Waits)
		if p.NotRead > 0 {
			text += fmt.Sprintf(", %d not read", p.NotRead)
		}
		if p.Left > 0 {
			text += ", " + p.Left.String() + " left"
		}
		a.Progress().Tell(text)
	}}
}

// Verdict says how a sync ends: with an error where nothing of any remote could be read,
// partial where something could not.
func Verdict(list []Synced) error {
	var faults []error
	whole := true
	for i := range list {
		if list[i].Err != nil {
			faults = append(faults, list[i].fault())
		}
		whole = whole && list[i].Err == nil && list[i].Summary.Whole()
	}
	switch {
	case len(faults) > 0 && len(faults) == len(list):
		return errors.Join(faults...)
	case !whole:
		return ErrPartial
	default:
		return nil
	}
}
