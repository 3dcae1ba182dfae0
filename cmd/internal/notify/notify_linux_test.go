package notify_test

import (
	"context"
	"net"
	"path/filepath"
	"strings"
	"testing"

	"handover/cmd/internal/notify"
)

// manager is a service manager that listens, with the environment that it gives.
func manager(t *testing.T, watchdog string) (conn *net.UnixConn, getenv func(string) string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	return conn, func(name string) string {
		return map[string]string{"NOTIFY_SOCKET": path, "WATCHDOG_USEC": watchdog}[name]
	}
}

func hear(t *testing.T, conn *net.UnixConn) string {
	t.Helper()
	text := make([]byte, 200)
	n, err := conn.Read(text)
	if err != nil {
		t.Fatal(err)
	}
	return string(text[:n])
}

func TestTheManagerIsTold(t *testing.T) {
	conn, getenv := manager(t, "")
	m := notify.New(getenv)
	for _, c := range []struct {
		say  func() error
		want string
	}{{m.Ready, "READY=1"}, {m.Reloading, "RELOADING=1\nMONOTONIC_USEC="}, {m.Stopping, "STOPPING=1"}} {
		if err := c.say(); err != nil {
			t.Fatal(err)
		}
		if got := hear(t, conn); !strings.HasPrefix(got, c.want) {
			t.Errorf("told %q, want %q", got, c.want)
		}
	}
	if err := m.Feed(t.Context(), nil, nil); err != nil { // nobody watches
		t.Error(err)
	}
}

func TestWithoutAManager(t *testing.T) {
	m := notify.New(func(string) string { return "" })
	if m != nil || m.Ready() != nil || m.Stopping() != nil || m.Feed(t.Context(), nil, nil) != nil {
		t.Error("somebody is told who is not there")
	}
}

// The manager is told as long as the program is alive, and no longer than it runs.
func TestTheWatchdogIsFed(t *testing.T) {
	conn, getenv := manager(t, "2000")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		ended <- notify.New(getenv).Feed(ctx, func() bool { return false }, func() uint64 { return 0 })
	}()
	for range 3 {
		if got := hear(t, conn); got != "WATCHDOG=1" {
			t.Fatalf("told %q", got)
		}
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
