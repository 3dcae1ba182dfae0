package publish_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/reportstest"
)

// What looks like the reports of a run and is none makes nobody wait or run out of room.
func TestPlantedManifest(t *testing.T) {
	out := t.TempDir()
	pipe := filepath.Join(out, folderName, publish.ManifestName)
	huge := filepath.Join(out, "99991231T000000Z-9", publish.ManifestName)
	for _, path := range []string{pipe, huge} {
		if err := os.Mkdir(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	needed := `{"run":"9","files":[{"name":"report.csv","bytes":1152921504606846976}]}`
	if err := os.WriteFile(huge, []byte(needed+strings.Repeat(" ", 1<<20)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := publish.Probe(nil, publish.Shelf{Dir: out}); err != nil {
		t.Error(err)
	}
	err := publish.Folder(t.Context(), reportstest.Empty(), filepath.Join(out, folderName), small(t), reports.Options{}, publish.Access{})
	if err == nil || !strings.Contains(err.Error(), "does not hold the reports of run 123") {
		t.Errorf("with a pipe in the place of the manifest: %v", err)
	}
	if os.Geteuid() != 0 {
		return
	}
	if err := os.WriteFile(huge, []byte(needed), 0o600); err != nil {
		t.Fatal(err)
	}
	plant(t, filepath.Dir(huge))
	if err := publish.Probe(nil, publish.Shelf{Dir: out}); err != nil {
		t.Errorf("with a manifest of another user: %v", err)
	}
}

// A pipe of the test's own stands for devices: a test must never aim at a real one.
func TestOutputToADevice(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	areRefused(t, outputs(t, "csv:"+pipe), "no regular file")
}
