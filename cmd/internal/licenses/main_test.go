package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The list that the program carries is the one of what is built in now.
func TestListIsUpToDate(t *testing.T) {
	t.Chdir("../../..")
	var now bytes.Buffer
	if err := write(&now); err != nil {
		t.Fatal(err)
	}
	carried, err := os.ReadFile("cmd/handover/licenses.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(now.Bytes(), carried) {
		t.Error("cmd/handover/licenses.txt is out of date: make licenses")
	}
	listed, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "./cmd/handover").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsFuncSeq(string(listed), func(r rune) bool { return r == '\n' }) {
		if !strings.Contains(now.String(), "\n"+name+"\n") {
			t.Errorf("%s is not in the list", name)
		}
	}
}

func TestIsLicence(t *testing.T) {
	for name, want := range map[string]bool{
		"LICENSE": true, "LICENSE.txt": true, "LICENSE-3RD-PARTY.md": true, "COPYING": true, "Licence": true, "NOTICE": true, "PATENTS": true,
		"notice.go": false, "license_test.go": false, "README.md": false, "licenses": false,
	} {
		if isLicence(name) != want {
			t.Errorf("%s: %t", name, !want)
		}
	}
}

// A work without a licence cannot be passed on.
func TestWithoutLicence(t *testing.T) {
	folder := t.TempDir()
	p := pkg{Dir: filepath.Join(folder, "below")}
	p.Module = &struct {
		Path, Version, Dir string
		Main               bool
	}{"example.org/work", "v1", folder, false}
	if err := os.Mkdir(p.Dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := add(&p, map[string]map[string]bool{}); err == nil || err.Error() != "example.org/work v1 has no licence" {
		t.Errorf("told %v", err)
	}
}
