package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/rs/zerolog"

	"handover/cmd/internal/config"
	"handover/jobs"
	"handover/jobs/ingest"
	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/sql/store"
)

// A fault is what happens at the k-th point of a command: before and after every
// call on a port there is one.
type fault struct {
	at     int
	kind   string // error, cancel, panic or kill
	points atomic.Int64
	cancel context.CancelFunc
}

func (f *fault) reached() int { return int(f.points.Load()) }

var errInjected = errors.New("injected")

func (f *fault) point(name string) error {
	if int(f.points.Add(1)) != f.at {
		return nil
	}
	switch f.kind {
	case "error":
		return fmt.Errorf("%s: %w", name, errInjected)
	case "cancel":
		f.cancel()
	case "panic":
		panic(errInjected)
	case "kill":
		die()
	}
	return nil
}

// around makes a call with a point before and one after it.
func (f *fault) around(name string, call func() error) error {
	if err := f.point("before " + name); err != nil {
		return err
	}
	if err := call(); err != nil {
		return err
	}
	return f.point("after " + name)
}

// faultyLedger is the lease of a store as the engine's ledger.
type faultyLedger struct {
	*fault
	lease *store.Lease
}

func (l *faultyLedger) Begin(ctx context.Context, run *reconcile.Run) error {
	return l.around("Begin", func() error { return l.lease.Begin(ctx, run) })
}

func (l *faultyLedger) Save(ctx context.Context, seq int64, batch reconcile.Batch) error {
	return l.around("Save", func() error { return l.lease.Save(ctx, seq, batch) })
}

func (l *faultyLedger) Publish(ctx context.Context, run *reconcile.Run) error {
	return l.around("Publish", func() error { return l.lease.Publish(ctx, run) })
}

func (l *faultyLedger) Abort(ctx context.Context, seq int64, state reconcile.RunState, at time.Time) error {
	return l.around("Abort", func() error { return l.lease.Abort(ctx, seq, state, at) })
}

// faultySnapshot is a store's snapshot as the engine's.
type faultySnapshot struct {
	*fault
	*store.Snapshot
}

func (s *faultySnapshot) CountTenants(ctx context.Context, ids []string) (n int, err error) {
	err = s.around("CountTenants", func() (err error) { n, err = s.Snapshot.CountTenants(ctx, ids); return err })
	return n, err
}

func (s *faultySnapshot) Catalog(ctx context.Context) (c reconcile.Catalog, err error) {
	err = s.around("Catalog", func() (err error) { c, err = s.Snapshot.Catalog(ctx); return err })
	return c, err
}

func (s *faultySnapshot) Opening(ctx context.Context, jobs []reconcile.Job, tenants []string) (run int64, err error) {
	err = s.around("Opening", func() (err error) { run, err = s.Snapshot.Opening(ctx, jobs, tenants); return err })
	return run, err
}

func (s *faultySnapshot) Missed(ctx context.Context) (missed []reconcile.MissedRun, err error) {
	err = s.around("Missed", func() (err error) { missed, err = s.Snapshot.Missed(ctx); return err })
	return missed, err
}

func (s *faultySnapshot) Tenants(ctx context.Context, ids []string) iter.Seq2[reconcile.TenantState, error] {
	return faultySequence(s.fault, s.Snapshot.Tenants(ctx, ids))
}

// faultySequence has a point before every element and one before its end.
func faultySequence[T any](f *fault, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var zero T
		for item, err := range all {
			if failed := f.point("element"); failed != nil {
				yield(zero, failed)
				return
			}
			if !yield(item, err) {
				return
			}
		}
		if err := f.point("end"); err != nil {
			yield(zero, err)
		}
	}
}

// faultyTransaction is a delivery of a store as ingest's transaction.
type faultyTransaction struct {
	*fault
	*store.Delivery
}

func (x *faultyTransaction) Import(ctx context.Context, im reconcile.Import) (ingest.Writer, error) {
	var writer *store.Import
	err := x.around("Import", func() (err error) { writer, err = x.Delivery.Import(ctx, im); return err })
	return &faultyWriter{x.fault, writer}, err
}

func (x *faultyTransaction) Commit(ctx context.Context) error {
	return x.around("Commit", func() error { return x.Delivery.Commit(ctx) })
}

// faultyWriter is an import of a store as ingest's writer.
type faultyWriter struct {
	*fault
	*store.Import
}

func (w *faultyWriter) Add(ctx context.Context, row reconcile.FactRow) error {
	return w.around("Add", func() error { return w.Import.Add(ctx, row) })
}

func (w *faultyWriter) Duplicates(ctx context.Context) iter.Seq2[reconcile.DuplicateRow, error] {
	return faultySequence(w.fault, w.Import.Duplicates(ctx))
}

func (w *faultyWriter) Merge(ctx context.Context) (counts reconcile.ImportCounts, err error) {
	err = w.around("Merge", func() (err error) { counts, err = w.Import.Merge(ctx); return err })
	return counts, err
}

// faultyRun is what run does with a store, over ports that fail.
func faultyRun(ctx context.Context, f *fault, db, configFile string, now func() time.Time) (err error) {
	ctx, f.cancel = context.WithCancel(ctx)
	defer f.cancel()
	settings, err := config.Load(configFile)
	if err != nil {
		return err
	}
	policy, err := settings.Policy.Policy()
	if err != nil {
		return err
	}
	st, err := store.Open(ctx, db, store.ReadWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	lease, err := st.Acquire(ctx, "run", "tester", time.Hour, now)
	if err != nil {
		return err
	}
	sources := merge.New(merge.NewSources(settings.Run.MaxAge.Duration), now())
	snapshot, err := st.Snapshot(ctx, sources)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, snapshot.Close()) }()
	engine := jobs.Engine{
		Now: now, Log: zerolog.Nop(), Policy: policy, Partner: settings.Us(), Sources: sources, Version: "test",
	}
	_, err = engine.RunOnce(ctx, &faultySnapshot{f, snapshot}, &faultyLedger{f, lease},
		jobs.Request{AsOf: now(), Trigger: reconcile.TriggerCLI})
	return errors.Join(err, lease.Release(context.WithoutCancel(ctx)))
}

// faultyImport is what import does with a store, over a writer that fails.
func faultyImport(ctx context.Context, f *fault, db, folder string, now func() time.Time) (err error) {
	ctx, f.cancel = context.WithCancel(ctx)
	defer f.cancel()
	st, err := store.Open(ctx, db, store.ReadWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	importer := ingest.Importer{
		Stdin: strings.NewReader(""), Now: now,
		Begin: func(ctx context.Context) (ingest.Transaction, error) {
			var delivery *store.Delivery
			begun := false
			// Nobody but this wrapper can fail between the store's answer and ours, so
			// it has to end what was begun.
			defer func() {
				if !begun && delivery != nil {
					_ = delivery.Rollback() // its error is always nil
				}
			}()
			err := f.around("Begin", func() (err error) { delivery, err = st.Delivery(ctx); return err })
			begun = true
			if err != nil && delivery != nil {
				err = errors.Join(err, delivery.Rollback())
			}
			return &faultyTransaction{f, delivery}, err
		},
	}
	_, err = importer.Import(ctx, ingest.Options{Complete: true}, []string{folder})
	return err
}

// runDying is the program that kills itself: --config FILE --db URL COMMAND
// POINT FOLDER.
func runDying(args []string, now func() time.Time) int {
	at, err := strconv.Atoi(args[5])
	if err != nil {
		panic(err)
	}
	f := &fault{at: at, kind: "kill"}
	ctx := context.Background()
	if args[4] == "run" {
		err = faultyRun(ctx, f, args[3], args[1], now)
	} else {
		err = faultyImport(ctx, f, args[3], args[6], now)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}
