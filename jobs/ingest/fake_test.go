package ingest_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// now is the clock of all tests.
func now() time.Time { return time.Date(2026, 11, 20, 4, 5, 6, 700, time.UTC) }

// fakeStore keeps what is committed in memory.
type fakeStore struct {
	begun     []reconcile.Import
	committed []*fakeWriter
	open      int

	delivered           []string // tenants, before
	told                map[string]reconcile.Fields
	failAdd, failCommit error
	failMerge           map[reconcile.DeliveryKind]error
	passesOver          reconcile.DeliveryKind // rows of it, unless the file is said to be scattered
	onCommit            func()
}

func (s *fakeStore) begin(context.Context) (ingest.Transaction, error) {
	s.open++
	return &fakeTransaction{store: s}, nil
}

// fakeTransaction is one file on its way into a fakeStore.
type fakeTransaction struct {
	store  *fakeStore
	merged []*fakeWriter
	closed bool
}

func (x *fakeTransaction) Import(_ context.Context, im reconcile.Import) (ingest.Writer, error) {
	x.store.begun = append(x.store.begun, im)
	return &fakeWriter{store: x.store, within: x, im: im}, nil
}

func (x *fakeTransaction) Commit(context.Context) error {
	if x.store.onCommit != nil {
		x.store.onCommit()
	}
	if x.store.failCommit != nil {
		return x.store.failCommit
	}
	x.store.committed = append(x.store.committed, x.merged...)
	x.store.open--
	x.closed = true
	return nil
}

func (x *fakeTransaction) Rollback() error {
	if !x.closed {
		x.store.open--
		x.closed = true
	}
	return nil
}

// rows returns the facts of all committed files.
func (s *fakeStore) rows() []reconcile.FactRow {
	var rows []reconcile.FactRow
	for _, w := range s.committed {
		rows = append(rows, w.facts()...)
	}
	return rows
}

type fakeWriter struct {
	store  *fakeStore
	within *fakeTransaction
	im     reconcile.Import
	added  []reconcile.FactRow
}

func (w *fakeWriter) Add(_ context.Context, row reconcile.FactRow) error {
	w.added = append(w.added, row)
	if w.store.passesOver == w.im.Kind && !w.im.Scattered {
		return fmt.Errorf("add: %w", reconcile.ErrScattered)
	}
	return w.store.failAdd
}

func (w *fakeWriter) Told(context.Context) (map[string]reconcile.Fields, error) {
	return w.store.told, nil
}

func (w *fakeWriter) Delivered(context.Context) ([]string, error) {
	return w.store.delivered, nil
}

func (w *fakeWriter) repeated() []reconcile.DuplicateRow {
	lines := map[string][]int64{}
	for _, row := range w.added {
		if row.Rejected == nil {
			lines[keyOf(row)] = append(lines[keyOf(row)], row.Line)
		}
	}
	var list []reconcile.DuplicateRow
	for key, at := range lines {
		for _, line := range at {
			if len(at) > 1 {
				list = append(list, reconcile.DuplicateRow{Line: line, Key: key})
			}
		}
	}
	slices.SortFunc(list, func(a, b reconcile.DuplicateRow) int { return cmp.Compare(a.Line, b.Line) })
	return list
}

func (w *fakeWriter) Duplicates(context.Context) iter.Seq2[reconcile.DuplicateRow, error] {
	return func(yield func(reconcile.DuplicateRow, error) bool) {
		for _, row := range w.repeated() {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func (w *fakeWriter) facts() []reconcile.FactRow {
	var facts []reconcile.FactRow
	repeated := w.repeated()
	for _, row := range w.added {
		again := func(d reconcile.DuplicateRow) bool { return d.Line == row.Line }
		if row.Rejected == nil && !slices.ContainsFunc(repeated, again) {
			facts = append(facts, row)
		}
	}
	return facts
}

// rejected returns the tenants of the rows that were handed over as rejected.
func (w *fakeWriter) rejected() []string {
	var tenants []string
	for _, row := range w.added {
		if row.Rejected != nil {
			tenant := row.Rejected.TenantID
			if row.Rejected.Torn {
				tenant += "?"
			}
			tenants = append(tenants, tenant)
		}
	}
	return tenants
}

func (w *fakeWriter) Merge(context.Context) (reconcile.ImportCounts, error) {
	if err := w.store.failMerge[w.im.Kind]; err != nil {
		return reconcile.ImportCounts{}, err
	}
	w.within.merged = append(w.within.merged, w)
	facts, again := int64(len(w.facts())), int64(len(w.repeated()))
	return reconcile.ImportCounts{
		Rows: facts, Changed: facts, Rejected: int64(len(w.added)) - facts, Duplicate: again,
	}, nil
}

func keyOf(row reconcile.FactRow) string {
	switch {
	case row.Tenant != nil:
		return row.Tenant.ID
	case row.Seller != nil:
		return row.Seller.ID
	case row.Offer != nil:
		return row.Offer.ID
	case row.Subscription != nil:
		return row.Subscription.ID
	case row.Move != nil:
		return strings.Join(append([]string{row.Move.TenantID, row.Move.SourceID}, row.Move.TargetIDs...), " ")
	default:
		return row.Transfer.ID
	}
}

// folder is a folder of input files.
type folder string

func newFolder(t *testing.T, files map[string]string) folder {
	t.Helper()
	f := folder(t.TempDir())
	for name, text := range files {
		f.write(t, name, text)
	}
	return f
}

func (f folder) path(name string) string { return filepath.Join(string(f), name) }

func (f folder) write(t *testing.T, name, text string) {
	t.Helper()
	err := os.WriteFile(f.path(name), []byte(text), 0o600)
	if err != nil {
		t.Fatal(err)
	}
}

func (f folder) read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(f.path(name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// names lists what the folder holds.
func (f folder) names(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(string(f))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// run imports paths with options into a new store.
func run(t *testing.T, opts ingest.Options, paths ...string) (*fakeStore, ingest.Summary, error) {
	t.Helper()
	store := &fakeStore{}
	importer := ingest.Importer{Begin: store.begin, Stdin: strings.NewReader(""), Now: now}
	summary, err := importer.Import(t.Context(), opts, paths)
	if store.open != 0 {
		t.Errorf("%d transactions are left open", store.open)
	}
	return store, summary, err
}

// mustImport imports one file of a kind that must not be refused and returns its
// rows and the tenants of its rejected rows.
func mustImport(t *testing.T, name, text string) (facts []reconcile.FactRow, rejected []string) {
	t.Helper()
	f := newFolder(t, map[string]string{name: text})
	store, _, err := run(t, ingest.Options{}, f.path(name))
	if err != nil {
		t.Fatalf("import %s: %v", name, err)
	}
	return store.rows(), store.committed[0].rejected()
}

var errDisk = errors.New("disk on fire")

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errDisk }

var _ io.Reader = failingReader{}

func (f folder) folder(t *testing.T, name string) {
	t.Helper()
	if err := os.Mkdir(f.path(name), 0o700); err != nil {
		t.Fatal(err)
	}
}
