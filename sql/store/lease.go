package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"handover/reconcile"
)

// Lease is the right to store runs. Its epoch grows with every holder.
type Lease struct {
	Name   string
	Holder string
	Epoch  int64
}

// Acquire takes a lease that nobody holds or that has expired, else gives a
// *LeaseHeldError. What an earlier holder left unpublished is marked as
// interrupted and deleted. On PostgreSQL the server's clock counts, not now.
func (s *Store) Acquire(ctx context.Context, name, holder string, ttl time.Duration, now time.Time) (Lease, error) {
	lease := Lease{Name: name, Holder: holder}
	err := s.writing(ctx, "acquire the lease "+name, func(t *tx) error {
		at, err := s.clock(ctx, t, now)
		if err != nil {
			return err
		}
		taken, err := t.exec(ctx, s.sql.LeaseTake, name, holder, at.Add(ttl).UnixMicro(), at.UnixMicro())
		if err != nil {
			return err
		}
		current, until, err := s.holder(ctx, t, name)
		if err != nil {
			return err
		}
		if taken == 0 {
			return &LeaseHeldError{Name: name, Holder: current.Holder, Until: until}
		}
		lease.Epoch = current.Epoch
		return s.cleanUp(ctx, t, name, at)
	})
	if err != nil {
		return Lease{}, err
	}
	return lease, nil
}

// clock gives the time by which leases expire.
func (s *Store) clock(ctx context.Context, t *tx, now time.Time) (time.Time, error) {
	if s.sql.LeaseClock.Text == "" {
		return now, nil
	}
	var at int64
	err := t.one(ctx, s.sql.LeaseClock, nil, &at)
	return time.UnixMicro(at).UTC(), err
}

// holder reads a lease and keeps it from being taken over until the end of the
// transaction. A lease that was never taken has no holder.
func (s *Store) holder(ctx context.Context, t *tx, name string) (Lease, time.Time, error) {
	lease := Lease{Name: name}
	var until int64
	err := t.one(ctx, s.sql.LeaseRead, []any{name}, &lease.Holder, &lease.Epoch, &until)
	if errors.Is(err, sql.ErrNoRows) {
		return lease, time.Time{}, nil
	}
	return lease, time.UnixMicro(until).UTC(), err
}

// guard fails unless the lease is still the caller's. An expired lease that
// nobody has taken over is.
func (s *Store) guard(ctx context.Context, t *tx, lease Lease) error {
	current, _, err := s.holder(ctx, t, lease.Name)
	if err != nil {
		return err
	}
	if current != lease {
		return fmt.Errorf("%s: %w", t.op, ErrLeaseLost)
	}
	return nil
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
		{s.sql.RunWipeFindings, []any{seq}},
		{s.sql.RunClose, []any{string(state), seconds(at), seq}},
	} {
		_, err := t.exec(ctx, step.query, step.args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// Renew prolongs a lease, also one that has expired if nobody has taken it over;
// else the error is ErrLeaseLost.
func (s *Store) Renew(ctx context.Context, lease Lease, ttl time.Duration, now time.Time) error {
	return s.writing(ctx, "renew the lease "+lease.Name, func(t *tx) error {
		at, err := s.clock(ctx, t, now)
		if err != nil {
			return err
		}
		n, err := t.exec(ctx, s.sql.LeaseRenew, at.Add(ttl).UnixMicro(), lease.Name, lease.Holder, lease.Epoch)
		if err == nil && n == 0 {
			return fmt.Errorf("%s: %w", t.op, ErrLeaseLost)
		}
		return err
	})
}

// Release gives a lease back; one that was lost is left alone.
func (s *Store) Release(ctx context.Context, lease Lease) error {
	return s.writing(ctx, "release the lease "+lease.Name, func(t *tx) error {
		_, err := t.exec(ctx, s.sql.LeaseRelease, lease.Name, lease.Holder, lease.Epoch)
		return err
	})
}
