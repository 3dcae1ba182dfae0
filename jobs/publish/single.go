package publish

import (
	"context"
	"errors"
	"fmt"
	"io"

	"handover/reconcile"
	"handover/reports"
)

// Single writes one named file that is rendered from something else than the report of one
// run, complete or not at all; a run gives its name to a file that stands beside its place
// because somebody holds that open, which is told.
func Single(ctx context.Context, o Output, run *reconcile.Run, access Access, write func(io.Writer) error) ([]Beside, error) {
	return onDisk(access).single(ctx, o, run, write)
}

func (d disk) single(ctx context.Context, o Output, run *reconcile.Run, write func(io.Writer) error) (held []Beside, err error) {
	if err := CheckOutputs([]Output{o}); err != nil {
		return nil, err
	}
	t, err := d.prepare(o)
	if err != nil {
		return nil, advise(fmt.Errorf("write %s: %w", o.name(), err))
	}
	defer func() { err = errors.Join(err, t.Drop()) }()
	if _, err := renderInto(ctx, t.File, write); err != nil {
		return nil, advise(fmt.Errorf("write %s: %w", o.name(), err))
	}
	stands, err := d.replace(t, reports.RunID(run))
	if err != nil {
		return nil, advise(fmt.Errorf("write %s: %w", t.Place, err))
	}
	return addHeld(nil, t.Place, stands), nil
}
