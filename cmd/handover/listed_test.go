package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What commands list as JSON is what the JSON report holds.
func TestListsHoldWhatTheReportHolds(t *testing.T) {
	p := newProgram(t, "sqlite:"+filepath.Join(t.TempDir(), "handover.db"))
	data := first()
	data.deliver(p, "a", "b", "c")
	var report struct {
		Run, Summary map[string]any
		Findings     []map[string]any
	}
	parse(t, p.must(0, "run", "-o", "json:-").stdout, &report)

	var findings []map[string]any
	parse(t, p.must(0, "findings", "--json").stdout, &findings)
	if diff := cmp.Diff(report.Findings, findings); diff != "" {
		t.Errorf("findings (-report +list):\n%s", diff)
	}
	for _, want := range findings {
		var got map[string]any
		parse(t, p.must(0, "findings", "show", "--json", fmt.Sprint(want["id"])).stdout, &got)
		holds(t, "finding", want, got)
	}

	var run map[string]any
	parse(t, p.must(0, "runs", "show", "--json", "last").stdout, &run)
	holds(t, "run", report.Run, run)
	holds(t, "summary", report.Summary, run)
	var runs []map[string]any
	parse(t, p.must(0, "runs", "--json").stdout, &runs)
	if diff := cmp.Diff([]map[string]any{run}, runs); diff != "" {
		t.Errorf("runs (-shown +list):\n%s", diff)
	}
}

func parse(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
}

// holds checks that an object has all that another one has.
func holds(t *testing.T, what string, want, got map[string]any) {
	t.Helper()
	for key, value := range want {
		if diff := cmp.Diff(value, got[key]); diff != "" {
			t.Errorf("%s %s (-report +list):\n%s", what, key, diff)
		}
	}
}
