package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"handover/jobs/sync/synctest"
)

// microsoft is a server for a script to sync with:
//
//	microsoft start ESTATE.json   serves an estate, and adds to handover.toml how it is asked
//	microsoft estate ESTATE.json  has another estate from now on
//	microsoft faults FAULTS.json  misbehaves as a list says, in place of an earlier one
//	microsoft calls HOST CALL N   was asked a call so often
//	microsoft kept [PATH…]        no secret stands in what the last command printed, nor in files and folders, nor went astray
func microsoft(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: microsoft start|estate|faults|calls|kept …")
	}
	holder, _ := ts.Value(microsoftKey{}).(*microsoftHolder)
	switch args[0] {
	case "start":
		holder.start(ts, args[1])
	case "estate":
		holder.server.Set(readJSON[synctest.Estate](ts, args[1]))
	case "faults":
		holder.server.Script(readJSON[[]synctest.Fault](ts, args[1])...)
	case "calls":
		want, err := strconv.Atoi(args[3])
		ts.Check(err)
		if got := holder.server.Calls(synctest.Host(args[1]), args[2]); got != want {
			ts.Fatalf("%s was asked %s %d times, want %d", args[1], args[2], got, want)
		}
	case "kept":
		holder.kept(ts, args[1:])
	default:
		ts.Fatalf("microsoft cannot %s", args[0])
	}
}

type microsoftKey struct{}

// microsoftHolder holds the server of a script, once there is one.
type microsoftHolder struct{ server *synctest.Server }

func readJSON[T any](ts *testscript.TestScript, name string) (value T) {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile(name)))
	decoder.DisallowUnknownFields()
	ts.Check(decoder.Decode(&value))
	return value
}

func (h *microsoftHolder) start(ts *testscript.TestScript, estate string) {
	now, err := time.Parse(time.RFC3339, ts.Getenv(clockVariable))
	ts.Check(err)
	h.server, err = synctest.Start(synctest.Options{
		Estate: readJSON[synctest.Estate](ts, estate), Now: func() time.Time { return now }, PageSize: 2,
	})
	ts.Check(err)
	ts.Defer(h.server.Close)
	ts.Check(os.WriteFile(ts.MkAbs("authority.pem"), h.server.AuthorityPEM(), 0o600))
	ts.Setenv("SSL_CERT_FILE", ts.MkAbs("authority.pem"))
	ts.Setenv("HANDOVER_SECRET", synctest.DefaultSecret)
	var text strings.Builder
	fmt.Fprintf(&text, "currency = \"EUR\"\n[sync]\nspool = \"spool\"\n")
	for _, remote := range []struct {
		name string
		host synctest.Host
	}{{"partner-center", synctest.PartnerCenter}, {"graph", synctest.Graph}, {"billing", synctest.Graph}} {
		fmt.Fprintf(&text, "[sync.%s]\nclient = %q\nsecret_env = \"HANDOVER_SECRET\"\ntries = 1\nlogin = %q\nendpoint = %q\n",
			remote.name, synctest.DefaultClient, h.server.URL(synctest.Login), h.server.URL(remote.host))
	}
	fmt.Fprintf(&text, "files = %q\n", h.server.URL(synctest.Blobs))
	settings := ts.MkAbs("handover.toml")
	ts.Check(os.WriteFile(settings, []byte(testConfig+text.String()), 0o600))
}

// kept checks that no secret is where it must not be.
func (h *microsoftHolder) kept(ts *testscript.TestScript, paths []string) {
	if leaks := h.server.Leaks(); leaks != nil {
		ts.Fatalf("what leads elsewhere was followed, or a token sent where none belongs: %q", leaks)
	}
	texts := map[string]string{"stdout": ts.ReadFile("stdout"), "stderr": ts.ReadFile("stderr")}
	for _, path := range paths {
		ts.Check(filepath.WalkDir(ts.MkAbs(path), func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return err
			}
			text, err := os.ReadFile(name)
			texts[name] = string(text)
			return err
		}))
	}
	for where, text := range texts {
		for _, secret := range h.server.Secrets() {
			if strings.Contains(text, secret) {
				ts.Fatalf("a secret stands in %s", where)
			}
		}
	}
}
