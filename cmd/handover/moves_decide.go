package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/jobs/ingest"
	"handover/reconcile"
	"handover/reports/words"
	"handover/sql/store"
)

// mover finds out what a decision about moves comes to.
type mover struct {
	o        *moveOptions
	snapshot *store.Snapshot
	names    map[string]string // of tenants, by id
	warnings []string
}

// changeMoves decides about moves: what they are then is read from the store as it is,
// and stored as a file of moves is.
func changeMoves(ctx context.Context, a *app.App, o *moveOptions, subscription string, decide moveDecision) error {
	if err := o.check(); err != nil {
		return err
	}
	return a.Writing(ctx, func(settings *config.Config, st *store.Store) error {
		x := mover{o: o}
		moves, err := x.read(ctx, st, func() ([]reconcile.Move, error) { return decide(&x, ctx, strings.TrimSpace(subscription)) })
		if err != nil {
			return err
		}
		told, err := o.enter(ctx, a, settings, st, moves)
		if err != nil {
			return err
		}
		for _, w := range append(x.warnings, told...) {
			if _, err := fmt.Fprintln(a.Stderr, "handover: warning: "+words.OneLine(w)); err != nil {
				return err
			}
		}
		for i := range moves {
			if _, err := fmt.Fprintln(a.Stdout, words.OneLine(x.describe(&moves[i]))); err != nil {
				return err
			}
		}
		return nil
	})
}

// read runs a function over one snapshot, which is closed before anything is written.
func (x *mover) read(ctx context.Context, st *store.Store, decide func() ([]reconcile.Move, error)) (moves []reconcile.Move, err error) {
	x.snapshot, err = st.Snapshot(ctx, nil) // moves are told by one source each
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, x.snapshot.Close()) }()
	x.names, err = tenantNames(ctx, x.snapshot)
	if err != nil {
		return nil, err
	}
	moves, err = decide()
	if err != nil {
		return nil, err
	}
	return moves, x.lookForTargets(ctx, moves)
}

// lookForTargets warns of targets that nobody has seen: they may be new, or mistyped.
func (x *mover) lookForTargets(ctx context.Context, moves []reconcile.Move) error {
	for i := range moves {
		for _, id := range moves[i].TargetIDs {
			tenants, err := x.snapshot.TenantsOf(ctx, id)
			if err != nil {
				return err
			}
			if len(tenants) == 0 && moves[i].Status != reconcile.MoveDropped {
				x.warnings = append(x.warnings, fmt.Sprintf("no import has named the target %s yet", id))
			}
		}
	}
	return nil
}

// describe says in one line what a move is now.
func (x *mover) describe(m *reconcile.Move) string {
	text := fmt.Sprintf("%s of %s is %s", sourceText(m), x.called(m.TenantID), m.Status)
	if len(m.TargetIDs) > 0 {
		text += ", with target " + strings.Join(m.TargetIDs, ", ")
	}
	return text
}

// add plans a move of what has none that is open.
func (x *mover) add(ctx context.Context, _ string) ([]reconcile.Move, error) {
	m, err := x.source(ctx, x.o.subscription)
	if err != nil {
		return nil, err
	}
	if err := x.refuseOpen(ctx, &m); err != nil {
		return nil, err
	}
	if err := x.apply(ctx, &m); err != nil {
		return nil, err
	}
	return []reconcile.Move{m}, nil
}

func (x *mover) refuseOpen(ctx context.Context, source *reconcile.Move) error {
	stored, err := x.of(ctx, source)
	if err == nil && slices.ContainsFunc(stored, func(m reconcile.Move) bool { return m.IsOpen() }) {
		err = app.Usagef("%s of %s has an open move already; handover moves set changes it", sourceText(source), x.called(source.TenantID))
	}
	return err
}

// set changes a move.
func (x *mover) set(ctx context.Context, subscription string) ([]reconcile.Move, error) {
	m, stored, err := x.existing(ctx, subscription)
	if err != nil {
		return nil, err
	}
	then := m
	if err := x.point(ctx, &then); err != nil {
		return nil, err
	}
	if err := x.apply(ctx, &then); err != nil {
		return nil, err
	}
	if stored && reflect.DeepEqual(m, then) {
		return nil, app.Usagef("nothing of the move of %s changes; name what does, see handover moves set --help", sourceText(&m))
	}
	return replaced(&m, &then, stored), nil
}

// point gives a move another source, where one is named.
func (x *mover) point(ctx context.Context, m *reconcile.Move) error {
	switch {
	case x.o.subscription == "":
		return nil
	case m.SourceID == reconcile.WatchAll:
		return app.Usagef("--point-to: a move of all cannot be pointed to one subscription; plan a move of that one")
	}
	key, err := app.FindSubscription(ctx, x.snapshot, x.o.subscription, []string{m.TenantID})
	if err != nil {
		return err
	}
	m.SourceID, m.ExpectedEnd = key.ID, 0 // which is the end of another term
	return x.refuseOpen(ctx, m)
}

// replaced returns a move and, where it is no longer the same one, the end of the one
// before. One without targets is replaced by itself when it is given some.
func replaced(before, then *reconcile.Move, stored bool) []reconcile.Move {
	same := before.SourceID == then.SourceID && (len(before.TargetIDs) == 0 || slices.Equal(before.TargetIDs, then.TargetIDs))
	if !stored || same {
		return []reconcile.Move{*then}
	}
	end := *before
	end.Status = reconcile.MoveDropped
	return []reconcile.Move{end, *then}
}

// done marks a move as done, with its targets.
func (x *mover) done(ctx context.Context, subscription string) ([]reconcile.Move, error) {
	m, stored, err := x.existing(ctx, subscription)
	if err != nil {
		return nil, err
	}
	then := m
	if err := x.apply(ctx, &then); err != nil {
		return nil, err
	}
	then.Status = reconcile.MoveDone
	switch {
	case len(then.TargetIDs) == 0 && then.SourceID != reconcile.WatchAll:
		return nil, app.Usagef("name what has replaced %s with --target", sourceText(&m))
	case stored && reflect.DeepEqual(m, then):
		return nil, app.Usagef("the move of %s is done already", sourceText(&m))
	default:
		return replaced(&m, &then, stored), nil
	}
}

// drop ends a move without anything having come over. Of a subscription without a move it
// says that there is to be none.
func (x *mover) drop(ctx context.Context, subscription string) ([]reconcile.Move, error) {
	m, _, err := x.find(ctx, subscription)
	if err != nil {
		return nil, err
	}
	switch named := canonicalIDs(x.o.targets); {
	case len(named) > 0 && !slices.Equal(named, m.TargetIDs):
		return nil, app.Usagef("no move of %s has the target %s", sourceText(&m), strings.Join(named, ", "))
	case m.Status == reconcile.MoveDropped:
		return nil, app.Usagef("the move of %s is dropped already", sourceText(&m))
	}
	m.Status = reconcile.MoveDropped
	return []reconcile.Move{m}, nil
}

// enter stores moves as a file of the source operator, which holds no others.
func (d *decider) enter(ctx context.Context, a *app.App, settings *config.Config, st *store.Store, moves []reconcile.Move) (warnings []string, err error) {
	var file bytes.Buffer
	encoder, err := ingest.NewEncoder(&file, reconcile.MoveRows)
	if err != nil {
		return nil, err
	}
	for i := range moves {
		if err := encoder.Encode(reconcile.FactRow{Move: &moves[i]}); err != nil {
			return nil, err
		}
	}
	if err := encoder.Flush(); err != nil {
		return nil, err
	}
	importer := ingest.Importer{
		Stdin: &file, Now: a.Now, Tolerance: settings.Run.ClockTolerance.Duration,
		Begin: func(ctx context.Context) (ingest.Transaction, error) {
			return app.Begin(ctx, st, func(im *reconcile.Import) { im.Actor, im.Reason = d.by, d.reason })
		},
	}
	summary, err := importer.Import(ctx, ingest.Options{Kind: reconcile.MoveRows, Source: reconcile.OperatorSource, Strict: true}, []string{"-"})
	if refused, ok := errors.AsType[*ingest.RefusedError](err); ok {
		return nil, app.Usagef("%s", strings.TrimPrefix(refused.Column+": "+refused.Reason, ": "))
	}
	if err != nil {
		return nil, err
	}
	stored := &summary.Files[0]
	if stored.Counts.Older > 0 {
		return nil, errors.New("the move is stored as seen later than now: set the clock that is wrong, and decide again")
	}
	return stored.Warnings, nil
}
