package main

import (
	"context"
	"errors"
	"maps"
	netmail "net/mail"
	"slices"
	"strings"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/chain"
	"handover/jobs/deliver"
	"handover/jobs/deliver/mail"
	"handover/reconcile"
	"handover/reports/words"
	"handover/sql/store"
)

// deliverStep makes the step of a night that sends its reports.
func deliverStep(k *kit) (chain.Step, error) {
	d := k.app.Delivery(k.settings, k.store)
	d.Patience = app.Patience
	if _, err := d.Names(nil); err != nil {
		return chain.Step{}, err
	}
	return chain.Step{Name: chain.Delivery, NeedsRun: true, Do: func(ctx context.Context, so *reconcile.Night) (chain.Outcome, error) {
		nights, err := k.store.Nights(ctx, farBack)
		if err != nil {
			return chain.Outcome{}, err
		}
		if d.Again, err = unheard(ctx, so, nights, k.store.Run); err != nil {
			return chain.Outcome{}, err
		}
		d.Interrupted = interruptedBefore(so, nights)
		d.LogTo(k.log.With().Int64("night", so.Seq).Logger())
		results, err := d.Send(ctx, so.Run, nil)
		for i := range results {
			r := &results[i]
			k.metrics.Delivered(r.Target, "delivered", r.Delivered)
			k.metrics.Delivered(r.Target, "handed_over", r.HandedOver)
			k.metrics.Delivered(r.Target, "failed", failures(r))
		}
		outcome := chain.Outcome{Detail: deliveredDetail(so.Run, results)}
		if undelivered, is := errors.AsType[*app.DeliveryError](err); is && ctx.Err() == nil {
			outcome.State = reconcile.StepFailed
			outcome.Detail += "; " + words.OneLine(undelivered.Error())
			return outcome, nil
		}
		return outcome, err
	}}, nil
}

// unheard returns the runs, the oldest first, of the nights directly before one of the same
// kind that are done again with it: they were interrupted or their reports could not be
// written, and not everybody had heard of them or it was on the same day. The newest night
// is first.
func unheard(ctx context.Context, so *reconcile.Night, nights []reconcile.Night, runOf runReader) (runs []int64, err error) {
	for i := range nights {
		n := &nights[i]
		if n.Seq >= so.Seq || n.Schedule != so.Schedule {
			continue
		}
		if alike, err := alike(ctx, so, n, runOf); err != nil {
			return nil, err
		} else if !alike {
			continue
		}
		reports, _ := n.Step(chain.Reports) // one that is not there has not failed
		again := n.State == reconcile.StepInterrupted || reports.State == reconcile.StepFailed
		told, ok := n.Step(chain.Delivery)
		heard := ok && told.State != reconcile.StepInterrupted && told.State != reconcile.StepSkipped
		if heard && (!again || reconcile.DayOf(n.StartedAt) != reconcile.DayOf(so.StartedAt)) {
			break
		}
		if again && n.Run != 0 {
			runs = slices.Insert(runs, 0, n.Run)
		}
	}
	return runs, nil
}

// interruptedBefore returns the nights directly before one of the same schedule that were
// interrupted: nobody has heard what failed in them. The newest night is first, and the
// oldest of what is returned.
func interruptedBefore(so *reconcile.Night, nights []reconcile.Night) (list []reconcile.Night) {
	for i := range nights {
		n := &nights[i]
		if n.Seq >= so.Seq || n.Schedule != so.Schedule {
			continue
		}
		if n.State != reconcile.StepInterrupted {
			break
		}
		list = slices.Insert(list, 0, *n)
	}
	return list
}

// runReader gives the run of a number; ok is false where there is none.
type runReader func(ctx context.Context, seq int64) (run reconcile.Run, ok bool, err error)

// alike reports whether two nights of one schedule are of one kind. A backfill is of none.
// Commands have no schedule: theirs are alike whose runs look at the same areas and
// customers, where there are runs.
func alike(ctx context.Context, so, before *reconcile.Night, runOf runReader) (bool, error) {
	then, ok, err := runOf(ctx, before.Run)
	if err != nil || !ok {
		return true, err
	}
	now, ok, err := runOf(ctx, so.Run)
	if err != nil || !ok {
		return true, err
	}
	return !then.Backfill() && (so.Schedule != "" || now.Covers(&then) && then.Covers(&now)), nil
}

// failures counts what did not arrive of a target, at least one where it failed.
func failures(r *deliver.Result) int {
	if r.Err != nil {
		return max(r.Failed, 1)
	}
	return r.Failed
}

// deliveredDetail says in one line what became of each target.
func deliveredDetail(run int64, results []deliver.Result) string {
	told := make([]string, len(results))
	for i := range results {
		told[i] = results[i].Target + ": " + deliveredText(&reconcile.Run{Seq: run}, &results[i])
	}
	return words.OneLine(strings.Join(told, "; "))
}

// checkDelivery tells whether each target could be reached. Nothing is sent.
func checkDelivery(ctx context.Context, a *app.App, c *config.Config) []checked {
	var list []checked
	delivery := a.Delivery(c, nil)
	for _, name := range slices.Sorted(maps.Keys(c.Deliver)) {
		d := c.Deliver[name]
		answer := checked{"delivery to " + name, checkOK, "by " + d.Via}
		if d.Off {
			answer.Detail += ", off"
			list = append(list, answer)
			continue
		}
		if err := delivery.Probe(ctx, name); err != nil {
			answer.Result, answer.Detail = checkFailure, err.Error()+": see [deliver."+name+"]"
		} else if warning := mail.Warning(netmail.Address{Address: d.From}); d.Mails() && warning != "" {
			answer.Result, answer.Detail = checkWarning, warning
		}
		list = append(list, answer)
	}
	return list
}

// checkCuts warns of sellers and customers to which a target's report is cut and that no
// import has named: such a target fails every night.
func checkCuts(ctx context.Context, c *config.Config, st *store.Store) (list []checked, err error) {
	snapshot, err := st.Snapshot(ctx, nil) // only knows parties
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	for _, name := range slices.Sorted(maps.Keys(c.Deliver)) {
		d := c.Deliver[name]
		if d.Off {
			continue
		}
		_, seller := app.KnownSeller(ctx, snapshot, d.Seller)
		_, tenants := app.KnownTenants(ctx, snapshot, d.Tenants)
		for _, cut := range []struct {
			key   string
			wrong error
		}{{"seller", seller}, {"tenants", tenants}} {
			if _, usage := errors.AsType[*app.UsageError](cut.wrong); usage {
				list = append(list, checked{"delivery to " + name, checkWarning, "deliver." + name + "." + cut.key + ": " + cut.wrong.Error()})
			} else if cut.wrong != nil {
				return nil, cut.wrong
			}
		}
	}
	return list, nil
}
