package main

import (
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

const twoSchedules = testConfig + `
[schedule]
cron = "0 5 * * *"
jitter = "10m"

[schedule.weekly]
cron = "0 6 * * 1"
jobs = ["billing"]
`

// A signal has serve read its configuration again; a faulty one is refused and the old one
// stays. The service manager hears of it.
func TestServeReadsItsConfigurationAgain(t *testing.T) {
	p := newProgram(t, stores()["sqlite"](t))
	p.must(0, "migrate", "up")
	socket := filepath.Join(t.TempDir(), "notify")
	manager, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := manager.Close(); err != nil {
			t.Error(err)
		}
	}()
	hears := func(want string) {
		t.Helper()
		text := make([]byte, 200)
		n, err := manager.Read(text)
		if err != nil || !strings.HasPrefix(string(text[:n]), want) {
			t.Fatalf("the manager hears %q (%v), want %q", text[:n], err, want)
		}
	}
	child := p.child("serve")
	child.Env = append(child.Env, "NOTIFY_SOCKET="+socket)
	serve := start(t, child)
	hears("READY=1")
	serve.until(t, "waiting for the next run")

	p.write("handover.toml", testConfig+"[schedule]\ncron = \"at five\"\n")
	serve.signal(t, syscall.SIGHUP)
	hears("RELOADING=1\nMONOTONIC_USEC=")
	hears("READY=1")
	serve.until(t, "the configuration is refused and the old one stays")

	p.write("handover.toml", twoSchedules)
	serve.signal(t, syscall.SIGHUP)
	hears("RELOADING=1")
	hears("READY=1")
	serve.until(t, "the configuration has been read again")
	serve.until(t, "waiting for the next run")
	serve.until(t, "waiting for the next run")

	serve.signal(t, syscall.SIGTERM)
	hears("STOPPING=1")
	if code, log := serve.end(t); code != 0 {
		t.Errorf("exit %d\n%s", code, log)
	}
}
