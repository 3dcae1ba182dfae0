package store_test

import (
	"database/sql"
	"errors"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handover/reconcile"
	"handover/sql/pgtest"
	"handover/sql/store"
	"handover/sql/storetest"
)

func TestAddresses(t *testing.T) {
	for _, test := range []struct {
		url  string
		want string // part of the error
	}{
		{"", "must begin with sqlite:"},
		{"handover.db", "must begin with sqlite:"},
		{"mysql://db.example.com/x", "must begin with sqlite:"},
		{"sqlite:", "needs the path of a file"},
		{"sqlite:data/", "needs the path of a file"},
		{"sqlite::memory:", "is not the path of a file"},
		{"sqlite:a\x00b", "is not the path of a file"},
		{"sqlite://", "needs the path of a file"},
		{"postgres://user:secret@[::1/x", "write it as %2F for /"},
		{"postgres://user:secret@db.example.com:port/x", "write it as %2F for /"},
		{"postgres://user:secret@db.example.com:99999/x", "port"},
		{"postgres://user:secret@db.example.com/x?sslmode=maybe", "sslmode"},
		{"postgres://user:secret@db.example.com/x?connect_timeout=soon", "connect_timeout"},
	} {
		_, err := store.Open(t.Context(), test.url, store.ReadWrite)
		if !errors.Is(err, store.ErrAddress) || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("open %q: %v, want one line with ErrAddress and %q", test.url, err, test.want)
		}
		_, migrated := store.MigrateUp(t.Context(), test.url)
		_, status := store.MigrationStatus(t.Context(), test.url)
		if !errors.Is(migrated, store.ErrAddress) || !errors.Is(status, store.ErrAddress) {
			t.Errorf("migrate %q: %v and %v, want ErrAddress", test.url, migrated, status)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("open %q tells the password: %v", test.url, err)
		}
	}
}

func TestPathsAreTakenAsTheyAre(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"plain.db", "with space.db", "100%.db", "what?mode=memory.db", "a#b.db", "a&_pragma=x.db", "Grüße.db", "%41.db"} {
		path := filepath.Join(folder, name)
		for _, prefix := range []string{"sqlite:", "sqlite://"} {
			err := closed(store.Open(t.Context(), prefix+path, store.Create))
			if err != nil {
				t.Errorf("create %s: %v", name, err)
			}
		}
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s is not there or may be read by others: %v", name, err)
		}
	}
	t.Chdir(folder)
	err := closed(store.Open(t.Context(), "sqlite:relative.db", store.Create))
	if err != nil {
		t.Error(err)
	}
	names, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(names) != 9 {
		t.Errorf("the folder holds %q, %v, want 9 files", names, err)
	}
}

func TestMissing(t *testing.T) {
	folder := t.TempDir()
	for _, test := range []struct {
		url  string
		mode store.Mode
	}{
		{"sqlite:" + filepath.Join(folder, "x.db"), store.ReadOnly},
		{"sqlite:" + filepath.Join(folder, "x.db"), store.ReadWrite},
		{"sqlite:" + filepath.Join(folder, "no", "x.db"), store.Create},
	} {
		_, err := store.Open(t.Context(), test.url, test.mode)
		if !errors.Is(err, store.ErrMissing) {
			t.Errorf("open %s: %v, want ErrMissing", test.url, err)
		}
	}
	_, err := store.MigrationStatus(t.Context(), "sqlite:"+filepath.Join(folder, "x.db"))
	if !errors.Is(err, store.ErrMissing) {
		t.Errorf("status: %v, want ErrMissing", err)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) > 0 {
		t.Errorf("the folder holds %v, %v: something was created", left, err)
	}
	server := pgtest.Database(t)
	_, err = store.Open(t.Context(), strings.Replace(server, "handover_test_", "no_such_", 1), store.Create)
	if !errors.Is(err, store.ErrMissing) {
		t.Errorf("open a database that is not there: %v, want ErrMissing", err)
	}
}

func TestServerIsUnreachable(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	err = listener.Close()
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), "postgres://user:secret@"+address+"/x?sslmode=disable", store.ReadWrite)
	if !errors.Is(err, store.ErrUnreachable) || strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "\n") {
		t.Errorf("open: %v, want one line with ErrUnreachable", err)
	}
}

func TestNoDatabase(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "notes.txt")
	err := os.WriteFile(text, []byte(strings.Repeat("This is no database. ", 500)), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	_, err = store.Open(t.Context(), "sqlite:"+text, store.Create)
	if !errors.Is(err, store.ErrDamaged) || strings.Contains(err.Error(), "\n") {
		t.Errorf("open a text: %v, want one line with ErrDamaged", err)
	}
	_, err = store.Open(t.Context(), "sqlite:"+folder, store.Create)
	if err == nil || !strings.Contains(err.Error(), "is not a file") {
		t.Errorf("open a folder: %v", err)
	}
}

// TestServerRefusesSettings returns the server settings in the address that only it
// can refuse.
func TestServerRefusesSettings(t *testing.T) {
	server := pgtest.Database(t)
	for _, setting := range []string{"no_such_setting=1", "statement_timeout=soon"} {
		_, err := store.Open(t.Context(), server+"&"+setting, store.Create)
		if !errors.Is(err, store.ErrAddress) || strings.Contains(err.Error(), "\n") {
			t.Errorf("open with %s: %v, want one line with ErrAddress", setting, err)
		}
	}
}

func TestManyHostsAreOneLine(t *testing.T) {
	_, err := store.Open(t.Context(), "postgres://127.0.0.1:1,127.0.0.1:2/x?sslmode=disable", store.Create)
	if !errors.Is(err, store.ErrUnreachable) || strings.Contains(err.Error(), "\n") {
		t.Errorf("open: %v, want one line with ErrUnreachable", err)
	}
}

// TestLocked has another program write, longer than the store waits.
func TestLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.db")
	s := open(t, "sqlite:"+path)
	other, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { check(t, other.Close()) }()
	writing, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	store.ImpatientForTest(t, s)
	_, err = storetest.Begin(t.Context(), s, reconcile.Import{Source: "csv", Kind: reconcile.TenantRows})
	if !errors.Is(err, store.ErrLocked) || strings.Contains(err.Error(), "\n") {
		t.Errorf("import: %v, want one line with ErrLocked", err)
	}
	failure, ok := errors.AsType[*store.OpError](err)
	if !ok || failure.Op != "import" {
		t.Errorf("import: %#v, want an *OpError of the import", err)
	}
	err = writing.Rollback()
	if err != nil {
		t.Fatal(err)
	}
	im, err := storetest.Begin(t.Context(), s, reconcile.Import{Source: "csv", Kind: reconcile.TenantRows})
	if err != nil {
		t.Fatalf("import after the other has ended: %v", err)
	}
	err = im.Rollback()
	if err != nil {
		t.Error(err)
	}
}

// TestFull lets the database have no more pages than it has.
func TestFull(t *testing.T) {
	s := open(t, "sqlite:"+filepath.Join(t.TempDir(), "x.db"))
	importSubscriptions(t, s, "csv", 100, benchmarkTime)
	store.FullForTest(t, s)
	im, err := storetest.Begin(t.Context(), s, reconcile.Import{Source: "more", Kind: reconcile.SubscriptionRows, ObservedAt: benchmarkTime})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < 5000 && err == nil; i++ {
		row := nthSubscription(i)
		err = im.Add(t.Context(), reconcile.FactRow{Line: int64(i), Subscription: &row})
	}
	if err == nil {
		_, err = im.Commit(t.Context())
	}
	if !errors.Is(err, store.ErrFull) || strings.Contains(err.Error(), "\n") {
		t.Errorf("commit: %v, want one line with ErrFull", err)
	}
	err = im.Rollback()
	if err != nil {
		t.Error(err)
	}
	stats, err := s.Stats(t.Context())
	if err != nil || stats.Subscriptions != 100 {
		t.Errorf("%d subscriptions, %v after the failure, want the 100 from before", stats.Subscriptions, err)
	}
}

func TestDenied(t *testing.T) {
	server, err := url.Parse(pgtest.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	server.User = nil
	query := server.Query()
	query.Set("user", "nobody_of_this_name")
	server.RawQuery = query.Encode()
	_, err = store.Open(t.Context(), server.String(), store.Create)
	if !errors.Is(err, store.ErrDenied) || strings.Contains(err.Error(), "\n") {
		t.Errorf("open as an unknown user: %v, want one line with ErrDenied", err)
	}
}
