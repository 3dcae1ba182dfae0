package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/lib/pq"

	"handover/reconcile"
)

// Lease is the right to store runs, as its holder has it: everything that a run
// writes goes through it and fails once another holder has taken it over. Its
// epoch grows with every holder.
type Lease struct {
	Name   string
	Holder string
	Epoch  int64

	store *Store
	ttl   time.Duration
	now   func() time.Time
}

// Acquire takes a lease that nobody holds or that has expired, else the error is a
// *LeaseHeldError. One that would hold on for more than two times to live has expired
// too: a clock that was ahead has written it, since a holder prolongs it long before. What an earlier holder left unpublished is marked as
// interrupted and deleted. On PostgreSQL the server's clock counts, not now.
func (s *Store) Acquire(ctx context.Context, name, holder string, ttl time.Duration, now func() time.Time) (*Lease, error) {
	lease := &Lease{Name: name, Holder: holder, store: s, ttl: ttl, now: now}
	err := s.writing(ctx, "acquire the lease "+name, func(t *tx) error {
		at, err := lease.clock(ctx, t)
		if err != nil {
			return err
		}
		taken, err := t.exec(ctx, s.sql.LeaseTake, name, holder, at.Add(ttl).UnixMicro(), at.UnixMicro(), at.Add(2*ttl).UnixMicro())
		if err != nil {
			return err
		}
		current, err := lease.read(ctx, t)
		if err != nil {
			return err
		}
		if taken == 0 {
			return &LeaseHeldError{Name: name, Holder: current.holder, Until: current.until, Clock: s.clockName()}
		}
		lease.Epoch = current.epoch
		return s.cleanUp(ctx, t, name, at)
	})
	if err != nil {
		return nil, err
	}
	return lease, nil
}

// clockName says by whose clock leases expire.
func (s *Store) clockName() string {
	if s.sql.LeaseClock.Text == "" {
		return "this computer's clock"
	}
	return "the clock of the database server"
}

// clock returns the time by which leases expire.
func (l *Lease) clock(ctx context.Context, t *tx) (time.Time, error) {
	if l.store.sql.LeaseClock.Text == "" {
		return l.now(), nil
	}
	var at int64
	err := t.one(ctx, l.store.sql.LeaseClock, nil, &at)
	return time.UnixMicro(at).UTC(), err
}

// leaseRow is who holds a lease; one that was never taken has no holder.
type leaseRow struct {
	holder string
	epoch  int64
	until  time.Time
}

// read reads who holds the lease, and keeps it from being taken over until the end
// of the transaction.
func (l *Lease) read(ctx context.Context, t *tx) (leaseRow, error) {
	var row leaseRow
	var until int64
	err := t.one(ctx, l.store.sql.LeaseRead, []any{l.Name}, &row.holder, &row.epoch, &until)
	if errors.Is(err, sql.ErrNoRows) {
		return leaseRow{}, nil
	}
	row.until = time.UnixMicro(until).UTC()
	return row, err
}

// writing does something in a transaction of its own if the lease is still its
// holder's. An expired one that nobody has taken over is.
func (l *Lease) writing(ctx context.Context, op string, do func(*tx) error) error {
	return l.store.writing(ctx, op, func(t *tx) error {
		current, err := l.read(ctx, t)
		if err != nil {
			return err
		}
		if current.holder != l.Holder || current.epoch != l.Epoch {
			return fmt.Errorf("%s: %w", t.op, ErrLeaseLost)
		}
		return do(t)
	})
}

// Renew prolongs the lease, also one that has expired if nobody has taken it over;
// else the error is ErrLeaseLost. On PostgreSQL one that something of its run has
// locked just now cannot be taken over, and is left as it is.
func (l *Lease) Renew(ctx context.Context) error {
	err := l.renew(ctx)
	if failure := pq.As(err); failure != nil && failure.Code == "55P03" {
		return nil
	}
	return err
}

func (l *Lease) renew(ctx context.Context) error {
	return l.store.writing(ctx, "renew the lease "+l.Name, func(t *tx) error {
		err := l.wait(ctx, t)
		if err != nil {
			return err
		}
		at, err := l.clock(ctx, t)
		if err != nil {
			return err
		}
		n, err := t.exec(ctx, l.store.sql.LeaseRenew, at.Add(l.ttl).UnixMicro(), l.Name, l.Holder, l.Epoch)
		if err == nil && n == 0 {
			return fmt.Errorf("%s: %w", t.op, ErrLeaseLost)
		}
		return err
	})
}

// wait sets how long a renewal waits for the lease's row.
func (l *Lease) wait(ctx context.Context, t *tx) error {
	if l.store.sql.LeasePatience.Text == "" {
		return nil
	}
	var set string
	return t.one(ctx, l.store.sql.LeasePatience, []any{strconv.FormatInt(max(1, l.ttl.Milliseconds()/8), 10)}, &set)
}

// Release returns the lease back; one that was lost is left alone.
func (l *Lease) Release(ctx context.Context) error {
	return l.store.writing(ctx, "release the lease "+l.Name, func(t *tx) error {
		_, err := t.exec(ctx, l.store.sql.LeaseRelease, l.Name, l.Holder, l.Epoch)
		return err
	})
}

// cleanUp takes back the runs that earlier holders of a lease left running.
func (s *Store) cleanUp(ctx context.Context, t *tx, lease string, at time.Time) error {
	left, err := collect(ctx, t, s.sql.RunLeft, []any{lease}, func(rows *sql.Rows) (int64, error) {
		var seq int64
		err := rows.Scan(&seq)
		return seq, err
	})
	if err != nil {
		return err
	}
	for _, seq := range left {
		err := s.takeBack(ctx, t, seq, reconcile.RunInterrupted, at)
		if err != nil {
			return err
		}
	}
	return nil
}

// takeBack deletes everything a run has stored and closes its record.
func (s *Store) takeBack(ctx context.Context, t *tx, seq int64, state reconcile.RunState, at time.Time) error {
	for _, step := range []step{
		{s.sql.RunWipeVersions, []any{seq}},
		{s.sql.RunWipePlans, []any{seq}},
		{s.sql.RunWipeElsewhere, []any{seq}},
		{s.sql.RunWipeResolutions, []any{seq}},
		{s.sql.RunWipeCoverage, []any{seq}},
		{s.sql.RunWipeTimes, []any{seq}},
		{s.sql.RunWipeSellers, []any{seq}},
		{s.sql.RunWipeFindings, []any{seq}},
		{s.sql.RunClose, []any{string(state), seconds(at), seconds(at), seq}},
	} {
		_, err := t.exec(ctx, step.query, step.args...)
		if err != nil {
			return err
		}
	}
	return nil
}
