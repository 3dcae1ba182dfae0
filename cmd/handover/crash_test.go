package main

import (
	"errors"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// crash makes the program panic in the command itself or elsewhere.
func crash(where string) time.Time {
	if where == "elsewhere" {
		go panic("a mistake elsewhere")
		select {}
	}
	panic("a mistake here")
}

// A crash does not end with 2, which promises that nothing was touched.
func TestACrashIsNoUsageError(t *testing.T) {
	t.Parallel()
	for where, want := range map[string]int{"here": 1, "elsewhere": -1} { // -1: by a signal
		child := exec.CommandContext(t.Context(), "handover-crashing", where)
		child.Dir = t.TempDir()
		out, err := child.CombinedOutput()
		if _, ended := errors.AsType[*exec.ExitError](err); !ended || child.ProcessState.ExitCode() != want {
			t.Errorf("a crash %s ends with %d (%v)", where, child.ProcessState.ExitCode(), err)
		}
		if !strings.Contains(string(out), "a mistake "+where) {
			t.Errorf("a crash %s tells %s", where, out)
		}
	}
}
