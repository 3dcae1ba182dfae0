package deliver

import (
	"context"
	"errors"
	"maps"
	"slices"

	"handover/reconcile"
)

// before returns the messages of earlier runs that go before that of a run: those that were
// in flight when a process died, and those of interrupted nights, begun or not, where the
// target would not hear else what they found. Where the run only repeats one of those it
// gives the number of that: a night has one message.
func (e *Engine) before(ctx context.Context, run int64, t *Target) (repeated int64, list []reconcile.Sending, err error) {
	open, err := e.Ledger.OpenSendings(ctx, t.Name)
	if err != nil {
		return 0, nil, err
	}
	for i := range open {
		if open[i].Run < run && !slices.Contains(e.Again, open[i].Run) {
			list = append(list, open[i])
		}
	}
	told, err := e.distinct(ctx, run, t)
	if err != nil {
		return 0, nil, err
	}
	for _, again := range e.Again {
		at := slices.IndexFunc(open, func(m reconcile.Sending) bool { return m.Run == again })
		switch {
		case at >= 0:
			list = append(list, open[at])
		case slices.Contains(told, again):
			list = append(list, reconcile.Sending{Target: t.Name, Run: again})
		}
	}
	if n := len(told); n > 0 && told[n-1] != run {
		repeated = told[n-1]
	}
	return repeated, list, nil
}

// distinct returns those of the runs of a night that was done again of which a target has a
// message each.
func (e *Engine) distinct(ctx context.Context, run int64, t *Target) ([]int64, error) {
	all := append(slices.Clone(e.Again), run)
	switch {
	case t.What == Folder:
		return all, nil
	case t.When != EveryNight:
		return nil, nil
	}
	told := []int64{all[0]}
	for i := 1; i < len(all); i++ {
		same, err := e.repeats(ctx, all[i], all[i-1])
		if err != nil {
			return nil, err
		}
		if !same {
			told = append(told, all[i])
		}
	}
	return told, nil
}

// repeats reports whether a run found on one day just what another one before it did. What
// it found new it found since the run directly before it: where another one lies between,
// or one of both looked at less, nobody can tell.
func (e *Engine) repeats(ctx context.Context, run, before int64) (bool, error) {
	now, err1 := e.Runs.Stored(ctx, run)
	then, err2 := e.Runs.Stored(ctx, before)
	if err := errors.Join(err1, err2); err != nil {
		return false, unlessGone(err)
	}
	a, b := now.Run(), then.Run()
	d := a.Summary.Delta
	same := d.New+d.Changed+d.Reopened+d.Resolved == 0 && a.State == b.State && a.Summary.NotEvaluated == b.Summary.NotEvaluated &&
		reconcile.DayOf(a.AsOf) == reconcile.DayOf(b.AsOf) && a.Covers(&b) && b.Covers(&a)
	for between := before + 1; same && between < run; between++ {
		_, err := e.Runs.Stored(ctx, between)
		if same = errors.Is(err, ErrNoReport); !same {
			return false, err
		}
	}
	return same, nil
}

// lettered returns the parties of a target that have a letter of a try of a night before
// the run that it is done again with, on the same day.
func (e *Engine) lettered(ctx context.Context, run int64, t *Target) (map[reconcile.Addressed]bool, error) {
	now, err := e.Runs.Stored(ctx, run)
	if err != nil {
		return nil, err
	}
	parties := map[reconcile.Addressed]bool{}
	for _, again := range e.Again {
		then, err := e.Runs.Stored(ctx, again)
		if errors.Is(err, ErrNoReport) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if a, b := now.Run(), then.Run(); reconcile.DayOf(a.AsOf) != reconcile.DayOf(b.AsOf) {
			continue
		}
		arrived, err := e.arrived(ctx, again, t)
		if err != nil {
			return nil, err
		}
		maps.Copy(parties, arrived)
	}
	return parties, nil
}

// unlessGone returns a fault, but for that of a run that has no report.
func unlessGone(err error) error {
	if errors.Is(err, ErrNoReport) {
		return nil
	}
	return err
}
