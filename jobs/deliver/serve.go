package deliver

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"handover/reconcile"
	"handover/reports"
)

// digests sends the digest of a run, after those of earlier runs.
func (e *Engine) digests(ctx context.Context, run int64, t *Target, notices []reports.Notice, waits []reconcile.ToldItem, r *Result) {
	if !t.Notices {
		notices, waits = nil, nil
	}
	repeated, earlier, err := e.before(ctx, run, t)
	if err != nil {
		r.fail(err)
		return
	}
	for i := range earlier {
		var list []reports.Notice
		var items []reconcile.ToldItem
		switch earlier[i].Run {
		case 0: // an alarm, whose night is over, but for one that another program sends just now
			if e.Now().Sub(earlier[i].BegunAt) > patience {
				e.giveUp(ctx, &earlier[i], r)
			}
			continue
		case repeated:
			list, items = notices, waits
		}
		before := r.posted()
		if err := e.digestAgain(ctx, &earlier[i], t, list, items, r); err != nil {
			r.fail(err)
			if r.posted() > before || ctx.Err() != nil {
				return // the target takes nothing
			}
			if earlier[i].Run == repeated {
				repeated = 0 // it has not heard of it
			}
		}
	}
	if repeated != 0 {
		r.Why = fmt.Sprintf("it has heard of run %d of the same night, which found the same", repeated)
		return
	}
	if err := e.digest(ctx, run, t, notices, waits, r); err != nil {
		r.fail(err)
	}
}

// digestAgain sends a message of an earlier run. Where that run is no longer there, or has
// nothing to tell any more, nobody will ever know whether what was in flight came; after any
// other fault it stays in flight.
func (e *Engine) digestAgain(ctx context.Context, m *reconcile.Sending, t *Target, notices []reports.Notice, waits []reconcile.ToldItem, r *Result) error {
	before := r.posted()
	err := unlessGone(e.digest(ctx, m.Run, t, notices, waits, r))
	if err == nil && r.posted() == before {
		r.Why = ""
		if m.Key != "" {
			e.giveUp(ctx, m, r)
		}
	}
	return err
}

// giveUp ends what was in flight and is not sent again.
func (e *Engine) giveUp(ctx context.Context, m *reconcile.Sending, r *Result) {
	m.State, m.Twice, m.Tries, m.EndedAt = reconcile.SendingUnsure, true, 0, e.Now()
	m.Words = "in flight when a process ended, and not sent again: a later message tells what is still so"
	if err := e.end(ctx, m); err != nil {
		r.fail(err)
	}
}

// arrived returns the parties of a target that have the message of a run.
func (e *Engine) arrived(ctx context.Context, run int64, t *Target) (map[reconcile.Addressed]bool, error) {
	list, err := e.Ledger.Sendings(ctx, run)
	arrived := map[reconcile.Addressed]bool{}
	for _, m := range list {
		if m.Target == t.Name && m.State.Arrived() {
			arrived[m.Party] = true
		}
	}
	return arrived, err
}

func (e *Engine) digest(ctx context.Context, run int64, t *Target, notices []reports.Notice, waits []reconcile.ToldItem, r *Result) error {
	none := reconcile.Addressed{}
	arrived, err := e.arrived(ctx, run, t)
	if err != nil {
		return err
	}
	if arrived[none] {
		r.Before++
		return nil
	}
	last, err := e.Ledger.LastSent(ctx, t.Name)
	if err != nil {
		return err
	}
	if last > run && t.When != EveryNight {
		r.Why = fmt.Sprintf("it has heard of run %d, which is newer", last)
		return nil
	}
	minds, err := e.minds(ctx, run, t)
	if err != nil {
		return err
	}
	return e.reading(ctx, run, t, func(report *reports.Report) error {
		telling, items, err := e.told(ctx, t, report, minds[none], last)
		if err != nil {
			return err
		}
		telling.Notices = notices
		for _, item := range waits {
			if minds[none].last(item.Finding) == nil {
				items = append(items, item)
			}
		}
		if t.When != EveryNight && len(items) == 0 && !limited(notices) {
			r.Why = "nothing new for it"
			return nil
		}
		m, err := t.Writer.Digest(ctx, report, telling)
		if err != nil {
			return fmt.Errorf("write the digest of run %d: %w", run, err)
		}
		m.To, m.Auto = t.To, true
		return e.post(ctx, &report.Run, t, none, m, items, r)
	})
}

// limited reports whether letters are left over, which is said each night.
func limited(notices []reports.Notice) bool {
	return slices.ContainsFunc(notices, func(n reports.Notice) bool { return n.Kind == reports.NoticeLimit })
}

// told gathers what a digest tells. One that comes every night tells the whole report.
func (e *Engine) told(ctx context.Context, t *Target, report *reports.Report, told *mind, last int64) (*reports.Telling, []reconcile.ToldItem, error) {
	if t.When == EveryNight {
		return &reports.Telling{}, nil, nil
	}
	n, err := e.gather(ctx, t, report, told, last)
	if err != nil {
		return nil, nil, fmt.Errorf("gather what is new to %s in run %d: %w", t.Name, report.Run.Seq, err)
	}
	return n.telling(), n.items, nil
}

// letters sends letters, one after the other. Of earlier nights none is sent again: what
// they asked may be done. A run of which no letters go, or nobody knows which, leaves what
// is in flight as it is.
func (e *Engine) letters(ctx context.Context, run int64, t *Target, parcels []Parcel, r *Result) {
	if r.Err != nil || r.Why != "" {
		return
	}
	open, err := e.Ledger.OpenSendings(ctx, t.Name)
	if err != nil {
		r.fail(err)
		return
	}
	for i := range open {
		m := &open[i]
		goes := slices.ContainsFunc(parcels, func(p Parcel) bool { return p.Party == m.Party })
		if m.Run != run || !goes {
			e.giveUp(ctx, m, r)
		}
	}
	stored, err := e.Runs.Stored(ctx, run)
	if err != nil {
		r.fail(err)
		return
	}
	record := stored.Run()
	for i := range parcels {
		if err := e.letter(ctx, &record, t, &parcels[i], r); err != nil {
			r.fail(err)
			r.Failed += len(parcels) - i - 1
			return
		}
	}
}

func (e *Engine) letter(ctx context.Context, run *reconcile.Run, t *Target, p *Parcel, r *Result) error {
	m, err := t.Writer.Letter(ctx, p.Letter)
	if err != nil {
		return fmt.Errorf("write a letter of run %d: %w", run.Seq, err)
	}
	m.To = append(m.To[:0], p.Address)
	return e.post(ctx, run, t, p.Party, m, p.Items, r)
}

// folder has the files of a run written, after those of earlier runs that were on their way
// when a process died.
func (e *Engine) folder(ctx context.Context, run int64, t *Target, r *Result) {
	_, earlier, err := e.before(ctx, run, t)
	if err != nil {
		r.fail(err)
		return
	}
	for i := range earlier {
		if err := e.folderAgain(ctx, &earlier[i], t, r); err != nil {
			r.fail(err)
		}
	}
	stored, err := e.Runs.Stored(ctx, run)
	if err != nil {
		r.fail(err)
		return
	}
	e.put(ctx, stored, t, r)
}

// folderAgain has the files of an earlier run written, unless they were.
func (e *Engine) folderAgain(ctx context.Context, m *reconcile.Sending, t *Target, r *Result) error {
	arrived, err := e.arrived(ctx, m.Run, t)
	if err != nil || arrived[reconcile.Addressed{}] {
		return err
	}
	stored, err := e.Runs.Stored(ctx, m.Run)
	switch {
	case err == nil:
		e.put(ctx, stored, t, r)
	case errors.Is(err, ErrNoReport) && m.Key != "":
		e.giveUp(ctx, m, r)
	}
	return unlessGone(err)
}

func (e *Engine) put(ctx context.Context, stored reports.Stored, t *Target, r *Result) {
	record := stored.Run()
	sending := reconcile.Sending{Key: e.key(&record, t.Name, reconcile.Addressed{}), Target: t.Name, Run: record.Seq, BegunAt: e.Now(), State: reconcile.SendingBegun}
	if err := e.Ledger.BeginSending(ctx, &sending, nil); err != nil {
		r.fail(err)
		return
	}
	path, err := t.Put(ctx, stored, t.Options)
	sending.State, sending.Tries, sending.EndedAt = reconcile.SendingDelivered, 1, e.Now()
	if err != nil {
		sending.State, sending.Words = reconcile.SendingFailed, err.Error()
		r.Failed++
		r.fail(err)
	} else {
		r.Delivered, r.Path = r.Delivered+1, path
	}
	if err := e.end(ctx, &sending); err != nil {
		r.fail(err)
	}
}

// settling is how long recording what became of a message may take once its context has
// ended.
const settling = 10 * time.Second

// end records what became of a message, also when everything is to end.
func (e *Engine) end(ctx context.Context, sending *reconcile.Sending) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), settling)
	defer cancel()
	return e.Ledger.EndSending(ctx, sending)
}
