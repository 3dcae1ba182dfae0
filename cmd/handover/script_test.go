package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"handover/sql/store"
)

// clockVariable names the instant that a program started by a test takes for
// now.
const clockVariable = "HANDOVER_TEST_NOW"

const testNow = "2026-11-20T05:00:00Z"

// TestMain lets the tests start the program, and one that dies on the way, as
// processes of their own.
func TestMain(m *testing.M) {
	if os.Getenv("HANDOVER_LISTEN") == "" { // many serve at once here
		if err := os.Setenv("HANDOVER_LISTEN", "127.0.0.1:0"); err != nil {
			panic(err)
		}
	}
	testscript.Main(m, map[string]func(){
		"handover": func() { os.Exit(run(os.Args[1:], testClock(), forATest)) },
		"handover-crashing": func() {
			os.Exit(run([]string{"check"}, func() time.Time { return crash(os.Args[1]) }))
		},
		"handover-dying":  func() { os.Exit(runDying(os.Args[1:], testClock())) },
		"handover-humble": func() { panic(runHumbly(os.Args[1:])) }, // there is a way back only if it cannot be done
		"handover-mortal": func() { os.Exit(runMortal(os.Args[1:], testClock())) },
	})
}

// realClock is the value for the computer's own clock.
const realClock = "real"

func testClock() func() time.Time {
	if os.Getenv(clockVariable) == realClock {
		return time.Now
	}
	at, err := time.Parse(time.RFC3339, os.Getenv(clockVariable))
	if err != nil {
		panic(err)
	}
	return func() time.Time { return at }
}

// The scripts are what a user types, on both stores. Each begins in a folder
// with a configuration and with data of three tenants.
func TestScripts(t *testing.T) {
	t.Parallel()
	for name, address := range stores() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testscript.Run(t, testscript.Params{
				Dir:                 "testdata/script",
				RequireExplicitExec: true,
				RequireUniqueNames:  true,
				Setup:               func(env *testscript.Env) error { return furnish(env, address(t)) },
				Condition: func(condition string) (bool, error) {
					if _, known := stores()[condition]; !known {
						return false, fmt.Errorf("there is no store %s", condition)
					}
					return condition == name, nil
				},
				Cmds: map[string]func(*testscript.TestScript, bool, []string){
					"exits": exits, "json": jsonHolds, "lease": leaseHeld, "listing": listing, "id": keep, "microsoft": microsoft,
					"mail": mailServer, "hook": hookServer, "secrets": secretsKept,
				},
			})
		})
	}
}

func furnish(env *testscript.Env, db string) error {
	env.Setenv("HANDOVER_DB", db)
	env.Setenv("DBFILE", strings.TrimPrefix(db, "sqlite:"))
	env.Setenv("HANDOVER_LOG_LEVEL", "error")
	env.Setenv(clockVariable, testNow)
	env.Values[microsoftKey{}], env.Values[counterpartsKey{}] = &microsoftHolder{}, &counterparts{}
	data := first()
	files := data.files("a", "b", "c")
	files["../handover.toml"] = testConfig
	for name, text := range files {
		path := filepath.Join(env.WorkDir, "data", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// exits is exits CODE COMMAND [ARG…]: the command ends with the exit code. An
// error is told in one line on standard error, which then holds nothing else.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
	failed := want != 0 && want != 3 && want != 4
	lines, errorLines := 0, 0
	for line := range strings.Lines(ts.ReadFile("stderr")) {
		if strings.HasPrefix(line, "handover: warning: ") {
			continue
		}
		lines++
		if strings.HasPrefix(line, "handover: ") {
			errorLines++
		}
	}
	if failed && (lines != 1 || errorLines != 1) || !failed && errorLines != 0 {
		ts.Fatalf("%d lines on standard error, %d of them tell an error", lines, errorLines)
	}
}

// jsonHolds is json FILE PATH VALUE: the file is one JSON value, and what a path
// like findings.0.state leads to is the value.
func jsonHolds(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: json FILE PATH VALUE")
	}
	if got := jsonAt(ts, args[0], args[1]); (got == args[2]) == neg {
		ts.Fatalf("%s is %s", args[1], got)
	}
}

// keep is id FILE PATH NAME: what the path leads to becomes a variable.
func keep(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: id FILE PATH NAME")
	}
	ts.Setenv(args[2], jsonAt(ts, args[0], args[1]))
}

func jsonAt(ts *testscript.TestScript, file, path string) string {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile(file)))
	decoder.UseNumber()
	var value any
	ts.Check(decoder.Decode(&value))
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		ts.Fatalf("something stands behind the JSON: %v", err)
	}
	for key := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			member, ok := v[key]
			if !ok {
				ts.Fatalf("there is no key %s", key)
			}
			value = member
		case []any:
			value = element(ts, v, key)
		default:
			ts.Fatalf("%v has no %s", v, key)
		}
	}
	return fmt.Sprint(value)
}

// element returns an element of a list by its place, or the length of the list.
func element(ts *testscript.TestScript, list []any, key string) any {
	if key == "length" {
		return len(list)
	}
	at, err := strconv.Atoi(key)
	ts.Check(err)
	if at >= len(list) {
		ts.Fatalf("the list has %d elements and no %d", len(list), at)
	}
	return list[at]
}

// leaseHeld is lease HOLDER DURATION: somebody else takes the lease for a time.
func leaseHeld(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: lease HOLDER DURATION")
	}
	ttl, err := time.ParseDuration(args[1])
	ts.Check(err)
	ctx := context.Background()
	st, err := store.Open(ctx, ts.Getenv("HANDOVER_DB"), store.ReadWrite)
	ts.Check(err)
	now, err := time.Parse(time.RFC3339, ts.Getenv(clockVariable))
	ts.Check(err)
	_, err = st.Acquire(ctx, "run", args[0], ttl, func() time.Time { return now })
	ts.Check(errors.Join(err, st.Close()))
}

// listing is listing FOLDER [NAME…]: a folder holds just these names.
func listing(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: listing FOLDER [NAME…]")
	}
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if want := slices.Sorted(slices.Values(args[1:])); !slices.Equal(names, want) {
		ts.Fatalf("%s holds %q, want %q", args[0], names, want)
	}
}
