package deliver

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/rs/zerolog"

	"handover/reconcile"
	"handover/reports"
)

// Records keeps what became of messages.
type Records interface {
	// BeginSending commits that a message is about to be sent, and what it tells.
	BeginSending(ctx context.Context, sending *reconcile.Sending, told []reconcile.ToldItem) error
	// EndSending records what became of it.
	EndSending(ctx context.Context, sending *reconcile.Sending) error
	// Sendings gives the messages of a run.
	Sendings(ctx context.Context, run int64) ([]reconcile.Sending, error)
	// OpenSendings gives the messages to a target that were begun and never ended.
	OpenSendings(ctx context.Context, target string) ([]reconcile.Sending, error)
}

// Memory tells what targets have heard before.
type Memory interface {
	// LastSent gives the newest run of which a message to a target arrived, 0 for none.
	LastSent(ctx context.Context, target string) (int64, error)
	// LastTold yields what a target has heard, or may have, the latest of a finding last.
	LastTold(ctx context.Context, target string) iter.Seq2[reconcile.LastTold, error]
	// ResolvedSince yields what the runs behind one up to another resolved.
	ResolvedSince(ctx context.Context, after, upTo int64) iter.Seq2[reconcile.ResolvedFinding, error]
}

// Releases knows to whom letters may go.
type Releases interface {
	// Releases gives the addresses that somebody has released.
	Releases(ctx context.Context) ([]reconcile.Release, error)
	// LettersSince counts the letters to a target since an instant.
	LettersSince(ctx context.Context, target string, at time.Time) (int, error)
}

// Ledger is what deliveries remember.
type Ledger interface {
	Records
	Memory
	Releases
}

// ErrNoReport says that there is nothing to read of a run: it was not published, has been
// taken away, or stands beside the history.
var ErrNoReport = errors.New("the run has no report to send")

// Runs reads stored runs.
type Runs interface {
	// Stored gives a run of the history that is published; ErrNoReport where it is none.
	Stored(ctx context.Context, seq int64) (reports.Stored, error)
	// Newest gives the number of the last run of all jobs and tenants, 0 for none.
	Newest(ctx context.Context) (int64, error)
}

// Engine delivers runs.
type Engine struct {
	Ledger Ledger
	Runs   Runs
	Now    func() time.Time
	Log    zerolog.Logger
	House  string          // our partner's id: messages of two houses have no key in common
	Pauses []time.Duration // before each new try of a message that was not taken; see Pauses

	// Again are the runs, the oldest first, of nights that were interrupted before everybody
	// had heard of them, and that are done again with the run that is delivered.
	Again []int64

	// Troubles are what went wrong in the night of the run before it; operators hear of that
	// with its digest.
	Troubles []reports.Notice

	// Beat hears of every message, from several goroutines; nil: nobody listens.
	Beat func()

	// Pause waits, unless the context ends before.
	Pause func(ctx context.Context, wait time.Duration) error

	// Spool reads a run once, so that it can be read as often as a report needs.
	Spool func(ctx context.Context, run reports.Stored, filter reconcile.Filter) (reports.Source, func() error, error)
}

// aDay is what the limit of a day counts.
const aDay = 24 * time.Hour

// Deliver tells the targets of a run, and gives what became of each, in their order. Its
// own error is that of a context that has ended: what was in flight then is so still.
func (e *Engine) Deliver(ctx context.Context, run int64, targets []*Target) ([]Result, error) {
	results := e.plans(ctx, run, targets)
	notices := slices.Clone(e.Troubles)
	var waits []reconcile.ToldItem
	for i, t := range targets {
		list, items := results[i].Plan.notices(t.Name)
		notices, waits = append(notices, list...), append(waits, items...)
		if twice, err := e.twice(ctx, run, t); err != nil {
			results[i].fail(err)
		} else if twice > 0 {
			notices = append(notices, reports.Notice{Kind: reports.NoticeTwice, Target: t.Name, Count: twice})
		}
	}
	e.sideBySide(targets, results, patience, func(i int, t *Target) {
		switch t.What {
		case Digest:
			e.digests(ctx, run, t, notices, waits, &results[i])
		case Folder:
			e.folder(ctx, run, t, &results[i])
		case Letters:
			e.letters(ctx, run, t, results[i].Plan.Go, &results[i])
		}
	})
	for i := range results {
		e.tell(run, &results[i])
	}
	return results, context.Cause(ctx)
}

// twice counts the messages of the run of which a target heard last that it may have got
// twice.
func (e *Engine) twice(ctx context.Context, run int64, t *Target) (n int, err error) {
	last, err := e.Ledger.LastSent(ctx, t.Name)
	if err != nil || last == run || last == 0 {
		return 0, err
	}
	list, err := e.Ledger.Sendings(ctx, last)
	for _, m := range list {
		if m.Target == t.Name && m.Twice {
			n++
		}
	}
	return n, err
}

// tell logs what became of a target, without names and addresses.
func (e *Engine) tell(run int64, r *Result) {
	line, what := e.Log.Info(), "delivered"
	if r.failed() {
		line, what = e.Log.Warn().Err(r.Err), "not all delivered"
	}
	line.Int64("run", run).Str("target", r.Target).Int("delivered", r.Delivered).Int("handed_over", r.HandedOver).Int("failed", r.Failed).
		Int("twice", r.Twice).Int("held", len(r.Plan.Held)).Int("left", len(r.Plan.Left)).Msg(what)
}

// plans begins the results of targets with what becomes of the letters of a run. Of what a
// day lets go of a mailbox those get the first who are served first.
func (e *Engine) plans(ctx context.Context, run int64, targets []*Target) []Result {
	results := make([]Result, len(targets))
	taken := map[string]int{}
	for _, i := range inOrder(targets) {
		t, r := targets[i], &results[i]
		r.Target = t.Name
		if t.What != Letters {
			continue
		}
		plan, why, err := e.planLetters(ctx, run, t, taken[t.Mailbox])
		if err != nil {
			r.fail(fmt.Errorf("plan the letters of %s: %w", t.Name, err))
		}
		r.Plan, r.Why, r.Before = plan, why, len(plan.Before)
		if t.Mailbox != "" {
			taken[t.Mailbox] += len(plan.Go)
		}
	}
	return results
}

// today returns how many letters may go to a target of which others of its mailbox have
// taken some; below zero where there is no limit.
func (e *Engine) today(ctx context.Context, t *Target, taken int) (int, error) {
	if t.PerDay == 0 {
		return -1, nil
	}
	for _, name := range append([]string{t.Name}, t.Beside...) {
		sent, err := e.Ledger.LettersSince(ctx, name, e.Now().Add(-aDay))
		if err != nil {
			return 0, err
		}
		taken += sent
	}
	return max(t.PerDay-taken, 0), nil
}

func (e *Engine) planLetters(ctx context.Context, run int64, t *Target, taken int) (plan Plan, why string, err error) {
	newest, err := e.Runs.Newest(ctx)
	if err != nil {
		return Plan{}, "", err
	}
	if newest != run {
		return Plan{}, fmt.Sprintf("letters go of the last run of all areas and customers only, which is %d", newest), nil
	}
	minds, err := e.minds(ctx, run, t)
	if err != nil {
		return Plan{}, "", err
	}
	releases, err := e.Ledger.Releases(ctx)
	if err != nil {
		return Plan{}, "", err
	}
	today, err := e.today(ctx, t, taken)
	if err != nil {
		return Plan{}, "", err
	}
	list, err := e.lettersOf(ctx, run, t)
	if err != nil {
		return Plan{}, "", err
	}
	lettered, err := e.lettered(ctx, run, t)
	if err != nil {
		return Plan{}, "", err
	}
	arrived, err := e.arrived(ctx, run, t)
	if err != nil {
		return Plan{}, "", err
	}
	waiting, before := apart(list, arrived)
	plan = lettersPlan(waiting, t.When, lettered, minds, newReleased(releases), today)
	plan.Before = before
	return plan, "", nil
}

// lettersOf returns the letters that a run has for the parties of a target.
func (e *Engine) lettersOf(ctx context.Context, run int64, t *Target) (list []*reports.Letter, err error) {
	err = e.reading(ctx, run, t, func(report *reports.Report) error {
		for _, to := range t.Parties {
			letters, err := report.Letters(ctx, to)
			if err != nil {
				return err
			}
			list = append(list, letters.List...)
		}
		return nil
	})
	return list, err
}

// minds returns what each party of a target was last told before the message of a run: one
// that is sent again says the same.
func (e *Engine) minds(ctx context.Context, run int64, t *Target) (map[reconcile.Addressed]*mind, error) {
	minds := map[reconcile.Addressed]*mind{}
	for told, err := range e.Ledger.LastTold(ctx, t.Name) {
		if err != nil {
			return nil, err
		}
		if told.Run == run {
			continue
		}
		if minds[told.Party] == nil {
			minds[told.Party] = newMind()
		}
		minds[told.Party].hear(&told)
	}
	return minds, nil
}

// reading reads a run as a target's report.
func (e *Engine) reading(ctx context.Context, run int64, t *Target, do func(*reports.Report) error) (err error) {
	stored, err := e.Runs.Stored(ctx, run)
	if err != nil {
		return err
	}
	source, done, err := e.Spool(ctx, stored, t.Options.Filter)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	report, err := reports.New(ctx, source, t.Options)
	if err != nil {
		return err
	}
	return do(report)
}

// key returns the key of the message of a run to a party.
func (e *Engine) key(run *reconcile.Run, target string, party reconcile.Addressed) string {
	return digest(e.House, target, party.Kind, party.ID, strconv.FormatInt(run.Seq, 10), strconv.FormatInt(run.StartedAt.Unix(), 10))
}

// digest returns a hash of some texts, in hex.
func digest(texts ...string) string {
	hash := sha256.New()
	for _, text := range texts {
		hash.Write([]byte(text))
		hash.Write([]byte{0})
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}
