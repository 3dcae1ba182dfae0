package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/deliver"
	"handover/jobs/deliver/port"
	"handover/jobs/publish"
	"handover/reconcile"
	"handover/reports"
	"handover/sql/store"
)

// DeliveryError tells which targets a run or an alarm did not reach.
type DeliveryError struct {
	Run    int64            // 0: it was an alarm
	Failed []deliver.Result // none: the record of the run tells them
	DryRun bool             // nothing was to be sent
}

// Error names each target with what went wrong.
func (e *DeliveryError) Error() string {
	if len(e.Failed) == 0 {
		return fmt.Sprintf("run %d did not reach everybody: handover runs show %[1]d tells whom; handover deliver --run %[1]d sends again what did not arrive", e.Run)
	}
	texts := make([]string, len(e.Failed))
	for i := range e.Failed {
		texts[i] = e.Failed[i].Target + ": " + strings.TrimPrefix(e.Failed[i].Err.Error(), e.Failed[i].Target+": ")
	}
	if e.Run == 0 {
		return "the alarm did not reach everybody: " + strings.Join(texts, "; ")
	}
	if e.DryRun {
		return fmt.Sprintf("run %d would not reach everybody: %s", e.Run, strings.Join(texts, "; "))
	}
	text := fmt.Sprintf("run %d did not reach everybody: %s", e.Run, strings.Join(texts, "; "))
	if slices.ContainsFunc(e.Failed, func(r deliver.Result) bool { return r.Partly == 0 || r.Failed > 0 }) {
		text += fmt.Sprintf("; handover deliver --run %d sends again what did not arrive", e.Run)
	}
	return text
}

// Is reports whether the error is that of a delivery.
func (*DeliveryError) Is(target error) bool { return target == ErrDelivery }

// Carrying makes the carrier of a target whose messages are in a language.
type Carrying func(name string, d *config.Deliver, language string) (port.Carrier, error)

// deliverLease is the lease that keeps two programs from sending the same messages.
const deliverLease = "deliver"

// Delivery sends stored runs.
type Delivery struct {
	app      *App
	settings *config.Config
	store    *store.Store
	engine   deliver.Engine

	// Again are the runs, the oldest first, of nights that were interrupted before everybody
	// had heard of them, and that are done again with the run that is sent.
	Again []int64

	// Interrupted are the nights before that of the run that is sent, the oldest first, of
	// whose failed steps nobody has heard.
	Interrupted []reconcile.Night

	// Patience is how long Send waits for another program that sends.
	Patience time.Duration
}

// Delivery prepares sending from a store; nil: only an alarm, or nothing, can be sent.
func (a *App) Delivery(settings *config.Config, st *store.Store) *Delivery {
	d := &Delivery{app: a, settings: settings, store: st, engine: deliver.Engine{
		Now: a.Now, Log: a.Logger(settings), House: settings.Us().ID, Pauses: deliver.Pauses(), Spool: publish.Spool, Beat: a.Progress().Beat, Pause: a.Pause,
	}}
	if st != nil {
		d.engine.Ledger, d.engine.Runs = st, storedRuns{st}
	}
	return d
}

// LogTo has everything logged by another logger, such as that of a night.
func (d *Delivery) LogTo(log zerolog.Logger) { d.engine.Log = log }

// storedRuns gives the engine the runs of a store.
type storedRuns struct{ *store.Store }

// Stored returns a published run of the history; deliver.ErrNoReport where it is none.
func (s storedRuns) Stored(ctx context.Context, seq int64) (reports.Stored, error) {
	report, err := s.Report(ctx, seq)
	switch {
	case errors.Is(err, store.ErrNoRun), errors.Is(err, store.ErrNotPublished):
		return nil, fmt.Errorf("%w: %w", deliver.ErrNoReport, err)
	case err != nil:
		return nil, err
	}
	if run := report.Run(); run.Backfill() {
		return nil, fmt.Errorf("%w: run %d is a backfill", deliver.ErrNoReport, seq)
	}
	return report, nil
}

// Newest returns the number of the last run of all jobs and tenants, 0 for none.
func (s storedRuns) Newest(ctx context.Context) (int64, error) {
	runs, err := s.WholeRuns(ctx, 1)
	if err != nil || len(runs) == 0 {
		return 0, err
	}
	return runs[0].Seq, nil
}

// Names returns the names of the targets that are named, or of all that are on.
func (d *Delivery) Names(named []string) ([]string, error) {
	all := slices.Sorted(maps.Keys(d.settings.Deliver))
	if len(all) == 0 {
		return nil, Usagef("nobody is to be told: name whom, and how, in [deliver.NAME] of the configuration (handover.example.toml shows how)")
	}
	for _, name := range named {
		if _, err := Choose("target", name, all, ""); err != nil {
			return nil, err
		}
	}
	if len(named) > 0 {
		all = named
	} else {
		all = slices.DeleteFunc(all, func(name string) bool { return d.settings.Deliver[name].Off })
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// Told names those whom a target's digest goes to, or its folder; it is empty for letters.
// The address of a hook is a secret, and it goes by its kind.
func (d *Delivery) Told(name string) string {
	c := d.settings.Deliver[name]
	if c.Via == config.ViaFolder {
		return c.Dir
	}
	if c.Hooks() {
		return c.Via
	}
	return strings.Join(c.To, ", ")
}

// Send delivers a run to targets, all where none is named. Targets that fail are in a
// *DeliveryError, and in the results.
func (d *Delivery) Send(ctx context.Context, run int64, named []string) (results []deliver.Result, err error) {
	var lease *store.Lease
	err = d.app.patiently(ctx, &Night{Patience: d.Patience, Log: d.engine.Log}, func() error {
		lease, err = d.store.Acquire(ctx, deliverLease, holder(), d.settings.Run.Lease.Duration, d.app.Now)
		return err
	})
	if err != nil {
		return nil, err
	}
	held, stop := jobs.Heartbeat(ctx, lease, d.settings.Run.Lease.Duration, leaseLost)
	defer func() {
		stop()
		err = errors.Join(err, release(ctx, lease))
	}()
	targets, broken, err := d.Targets(held, run, named, true)
	if err != nil {
		return nil, err
	}
	d.engine.Again = d.Again
	if d.engine.Troubles, err = d.troubles(held, run); err != nil {
		return nil, err
	}
	results, err = d.engine.Deliver(held, run, targets)
	results = append(results, broken...)
	if failed := deliver.Failed(results); err == nil && len(failed) > 0 {
		err = &DeliveryError{Run: run, Failed: failed}
	}
	return results, err
}

// Preview says what would go to whom.
func (d *Delivery) Preview(ctx context.Context, run int64, named []string) ([]deliver.Preview, error) {
	targets, broken, err := d.Targets(ctx, run, named, false)
	if err != nil {
		return nil, err
	}
	list, err := d.engine.Preview(ctx, run, targets)
	for i := range broken {
		list = append(list, deliver.Preview{Result: broken[i]})
	}
	return list, err
}

// Waiting returns the letters of a run that wait for a release.
func (d *Delivery) Waiting(ctx context.Context, run int64, named []string) ([]deliver.Parcel, error) {
	targets, broken, err := d.Targets(ctx, run, named, false)
	if err != nil {
		return nil, err
	}
	if len(broken) > 0 {
		return nil, fmt.Errorf("look at %s: %w", broken[0].Target, broken[0].Err)
	}
	return d.engine.Waiting(ctx, run, targets)
}

// Releases returns which addresses were released, and by whom.
func (d *Delivery) Releases(ctx context.Context) ([]reconcile.Release, error) {
	return d.store.Releases(ctx)
}

// ReleasedBy writes down who released the addresses of letters.
func (d *Delivery) ReleasedBy(ctx context.Context, actor string, letters []deliver.Parcel) error {
	list := make([]reconcile.Release, len(letters))
	for i := range letters {
		list[i] = reconcile.Release{
			Party: letters[i].Party, Address: deliver.ReleaseAddress(letters[i].Address.Address), Actor: actor, At: d.app.Now().UTC(),
		}
	}
	return d.store.Release(ctx, list)
}
