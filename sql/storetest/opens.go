package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"handover/reconcile"
	"handover/sql/store"
)

func openTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"a database without a schema is missing":     testMissing,
		"create makes a schema once":                 testCreate,
		"a newer schema is refused":                  testNewer,
		"migrate up makes and keeps a schema":        testMigrateUp,
		"a reader cannot write":                      testReadOnly,
		"several programs may create at once":        testCreateTogether,
		"an ended context is told as such":           testCancelled,
		"a context that ends breaks a statement off": testCancelDuring,
	}
}

func testMissing(b *bench) {
	for _, mode := range []store.Mode{store.ReadOnly, store.ReadWrite} {
		_, err := store.Open(b.Context(), b.url, mode)
		if !errors.Is(err, store.ErrMissing) {
			b.Errorf("open with mode %d: %v, want ErrMissing", mode, err)
		}
	}
}

func testCreate(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	for _, mode := range []store.Mode{store.ReadOnly, store.ReadWrite, store.Create} {
		stats, err := b.open(mode).Stats(b.Context())
		b.must(err)
		if stats.Subscriptions != 1 {
			b.Errorf("opened again with mode %d: %d subscriptions, want 1", mode, stats.Subscriptions)
		}
	}
}

func testNewer(b *bench) {
	b.the()
	b.exec("insert into goose_db_version (version_id, is_applied) select 99999, is_applied from goose_db_version where version_id = 1")
	for _, mode := range []store.Mode{store.ReadOnly, store.ReadWrite, store.Create} {
		_, err := store.Open(b.Context(), b.url, mode)
		failure, ok := errors.AsType[*store.SchemaError](err)
		if !ok || !failure.Ahead() || failure.Have != 99999 {
			b.Errorf("open with mode %d: %v, want a schema that is ahead", mode, err)
		}
	}
	_, err := store.MigrateUp(b.Context(), b.url)
	if _, ok := errors.AsType[*store.SchemaError](err); !ok {
		b.Errorf("migrate up: %v, want a *SchemaError", err)
	}
	status, err := store.MigrationStatus(b.Context(), b.url)
	if err != nil || status.Have != 99999 {
		b.Errorf("status %+v, %v, want version 99999", status, err)
	}
}

func testMigrateUp(b *bench) {
	before, err := store.MigrateUp(b.Context(), b.url)
	b.must(err)
	if before.Have != 0 || before.Want < 2 {
		b.Errorf("status before %+v, want none", before)
	}
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	again, err := store.MigrateUp(b.Context(), b.url)
	b.must(err)
	status, err := store.MigrationStatus(b.Context(), b.url)
	b.must(err)
	if want := (store.Status{Have: before.Want, Want: before.Want}); again != want || status != want {
		b.Errorf("status after %+v and %+v, want %+v", again, status, want)
	}
	if got := len(b.facts()); got != 1 {
		b.Errorf("%d facts are left, want 1", got)
	}
}

func testReadOnly(b *bench) {
	b.deliver(delivery{rows: rows{sub("t1", "s1", 5)}})
	before := b.dump()
	reader := b.open(store.ReadOnly)
	if !b.isSQLite() {
		return // a server has rights for that
	}
	_, err := Begin(b.Context(), reader, delivery{}.header())
	if err == nil || !strings.Contains(err.Error(), "reading") {
		b.Errorf("an import with a reader: %v, want a refusal", err)
	}
	if after := b.dump(); len(after) != len(before) {
		b.Errorf("%d rows after, %d before", len(after), len(before))
	}
}

func testCreateTogether(b *bench) {
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			s, err := store.Open(b.Context(), b.url, store.Create)
			if err != nil {
				b.Errorf("create: %v", err)
				return
			}
			err = s.Close()
			if err != nil {
				b.Errorf("close: %v", err)
			}
		})
	}
	group.Wait()
}

func testCancelled(b *bench) {
	s := b.the()
	n, err := s.Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	ctx, cancel := context.WithCancelCause(b.Context())
	reason := errors.New("enough")
	cancel(reason)
	report := func(what string, err error) {
		b.Helper()
		if !errors.Is(err, context.Canceled) && !errors.Is(err, reason) {
			b.Errorf("%s: %v, want the end of the context", what, err)
		}
	}
	_, err = s.Stats(ctx)
	report("stats", err)
	_, err = Begin(ctx, s, delivery{}.header())
	report("import", err)
	_, err = s.Snapshot(ctx, merger())
	report("snapshot", err)
	_, err = n.CountTenants(ctx, nil)
	report("count", err)
	for _, err := range s.OpenFindings(ctx, reconcile.Choice{}, 1) {
		report("open findings", err)
	}
}

// testCancelDuring ends a context while the database is at work.
func testCancelDuring(b *bench) {
	var many rows
	for i := range 3000 {
		many = append(many, sub(fmt.Sprintf("t%d", i%300), fmt.Sprintf("s%d", i), 5))
	}
	b.deliver(delivery{rows: many})
	ctx, cancel := context.WithCancel(b.Context())
	defer cancel()
	n, err := b.the().Snapshot(ctx, merger())
	b.must(err)
	var last error
	for _, err := range n.Tenants(ctx, nil) {
		cancel()
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		b.Errorf("the sequence ends with %v, want the end of the context", last)
	}
	b.must(n.Close())
	b.alone()
}

// alone fails if something is still at work, apart from what is just ending.
func (b *bench) alone() {
	b.Helper()
	for range 100 {
		if b.isAlone() {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.Error("a connection is still in a transaction")
}

func (b *bench) isAlone() bool {
	b.Helper()
	if b.isSQLite() {
		// A reader that was left behind keeps the log from being emptied.
		got := b.lines("pragma wal_checkpoint(truncate)", func(row []string) string { return row[0] })
		return len(got) == 1 && got[0] == "0"
	}
	const busy = `select pid from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`
	return len(b.lines(busy, func(row []string) string { return row[0] })) == 0
}
