package deliver

import (
	"context"

	"handover/reconcile"
	"handover/reports"
)

// Preview is what a target would get.
type Preview struct {
	Result
	Counts map[reconcile.Milestone]int // of a digest that does not come every night
}

// Preview says what would go to each target, and sends and records nothing.
func (e *Engine) Preview(ctx context.Context, run int64, targets []*Target) ([]Preview, error) {
	list := make([]Preview, len(targets))
	for i, r := range e.plans(ctx, run, targets) {
		p := &list[i]
		p.Result = r
		if targets[i].What != Digest {
			continue
		}
		if err := e.previewDigest(ctx, run, targets[i], p); err != nil {
			p.fail(err)
		}
	}
	return list, context.Cause(ctx)
}

func (e *Engine) previewDigest(ctx context.Context, run int64, t *Target, p *Preview) error {
	arrived, err := e.arrived(ctx, run, t)
	if err != nil {
		return err
	}
	if arrived[reconcile.Addressed{}] {
		p.Before++
		return nil
	}
	if t.When == EveryNight {
		return nil
	}
	last, err := e.Ledger.LastSent(ctx, t.Name)
	if err != nil {
		return err
	}
	minds, err := e.minds(ctx, run, t)
	if err != nil {
		return err
	}
	return e.reading(ctx, run, t, func(report *reports.Report) error {
		n, err := e.gather(ctx, t, report, minds[reconcile.Addressed{}], last)
		if err == nil {
			p.Counts = n.counts
		}
		return err
	})
}

// Waiting gives the letters of a run that wait for somebody to release their address,
// whatever their parties have heard before.
func (e *Engine) Waiting(ctx context.Context, run int64, targets []*Target) ([]Parcel, error) {
	var waiting []Parcel
	for _, t := range targets {
		if t.What != Letters {
			continue
		}
		every := *t
		every.When, every.PerDay = EveryNight, 0
		plan, _, err := e.planLetters(ctx, run, &every, 0)
		if err != nil {
			return nil, err
		}
		waiting = append(waiting, plan.Held...)
	}
	return waiting, nil
}
