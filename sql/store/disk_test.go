//go:build linux

package store_test

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"handover/reconcile"
	"handover/sql/store"
	"handover/sql/storetest"
)

// diskVariable makes TestDiskFails the program whose files may not grow.
const diskVariable = "STORE_TEST_FULL_DISK"

// TestDiskFails lets the system refuse to write in a program of its own, since
// that is a limit of the whole program.
func TestDiskFails(t *testing.T) {
	if path := os.Getenv(diskVariable); path != "" {
		importWithoutDisk(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "x.db")
	program := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestDiskFails$")
	program.Env = append(os.Environ(), diskVariable+"="+path)
	out, err := program.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	stats, err := open(t, "sqlite:"+path).Stats(t.Context())
	if err != nil || stats.Subscriptions != 100 {
		t.Errorf("%d subscriptions, %v after the failure, want the 100 from before", stats.Subscriptions, err)
	}
}

func importWithoutDisk(t *testing.T, path string) {
	s := open(t, "sqlite:"+path)
	importSubscriptions(t, s, "csv", 100, benchmarkTime)
	signal.Ignore(syscall.SIGXFSZ)
	err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 1 << 19, Max: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	im, err := storetest.Begin(t.Context(), s, reconcile.Import{Source: "more", Kind: reconcile.SubscriptionRows, ObservedAt: benchmarkTime})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { check(t, im.Rollback()) }()
	for i := range 5000 {
		row := nthSubscription(i)
		err = im.Add(t.Context(), reconcile.FactRow{Line: int64(i), Subscription: &row})
		if err != nil {
			break
		}
	}
	if err == nil {
		_, err = im.Commit(t.Context())
	}
	if !errors.Is(err, store.ErrDisk) || strings.Contains(err.Error(), "\n") {
		t.Errorf("import: %v, want one line with ErrDisk", err)
	}
}
