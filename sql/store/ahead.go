package store

import (
	"context"
	"math"
	"time"
)

// latest is the last second at which anything can have been seen by the clock of the
// import. What is stored as seen later was told by a clock that was ahead, and gives
// way.
func (im *Import) latest() int64 {
	if at := im.header.Latest(); !at.IsZero() {
		return at.Unix()
	}
	return math.MaxInt64
}

// lastAhead returns when the last delivery of the kind by the source was seen, where
// that is yet to come; else the zero time.
func (im *Import) lastAhead() time.Time {
	if im.last <= im.latest() {
		return time.Time{}
	}
	return time.Unix(im.last, 0).UTC()
}

// chronicle writes the history of subscriptions, and puts right what a clock that
// was ahead has written of it.
func (im *Import) chronicle(ctx context.Context, seq int64, changed bool) error {
	q, source, at, latest := &im.store.sql, im.header.Source, im.header.ObservedAt.Unix(), im.latest()
	err := im.run(ctx,
		step{q.ChangeHealValue, []any{source, latest}},
		step{q.ChangeHealPrune, []any{source, latest, latest, at, latest, latest}},
		step{q.ChangeHeal, []any{at, at, at, source, latest, latest, latest}},
	)
	if err != nil || !changed {
		return err
	}
	return im.remember(ctx, seq)
}
