package demo_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/demo"
	"handover/reconcile"
)

// list names what a folder holds.
func list(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func write(t *testing.T, path, text string) {
	t.Helper()
	err := os.WriteFile(path, []byte(text), 0o600)
	if err != nil {
		t.Fatal(err)
	}
}

func TestGenerate(t *testing.T) {
	parent := t.TempDir()
	folder := filepath.Join(parent, "new", "demo")
	opts := demo.Options{AsOf: asOf()}
	counts, err := demo.Generate(t.Context(), folder, opts)
	if err != nil {
		t.Fatal(err)
	}
	if counts.Tenants != 14 {
		t.Errorf("there are %d tenants, want 14", counts.Tenants)
	}
	want := []string{"README.txt", "catalog.csv", "moves.csv", "sellers.csv", "subscriptions.csv", "tenants.csv", "transfers.csv"}
	if diff := cmp.Diff(want, list(t, folder)); diff != "" {
		t.Errorf("folder differs (-want +got):\n%s", diff)
	}
	for kind, text := range written(t, opts) {
		got, err := os.ReadFile(filepath.Join(folder, string(kind)+".csv"))
		if err != nil || string(got) != string(text) {
			t.Errorf("%s is not what Write gives: %v", kind, err)
		}
	}
	if diff := cmp.Diff([]string{"demo"}, list(t, filepath.Dir(folder))); diff != "" {
		t.Errorf("something is left beside the folder (-want +got):\n%s", diff)
	}
}

// TestGenerateAgain replaces its own folder, and an empty one.
func TestGenerateAgain(t *testing.T) {
	parent := t.TempDir()
	folder := filepath.Join(parent, "demo")
	err := os.Mkdir(folder, 0o700)
	if err != nil {
		t.Fatal(err)
	}
	for _, tenants := range []int{0, 5, 7} {
		_, err := demo.Generate(t.Context(), folder, demo.Options{Tenants: tenants, AsOf: asOf()})
		if err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, "tenants.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines != 8 {
		t.Errorf("tenants.csv has %d lines, want a header and 7 tenants", lines)
	}
	if diff := cmp.Diff([]string{"demo"}, list(t, parent)); diff != "" {
		t.Errorf("something is left beside the folder (-want +got):\n%s", diff)
	}
}

// TestForeignFolder touches nothing that it did not write.
func TestForeignFolder(t *testing.T) {
	generate := func(t *testing.T, folder string) {
		t.Helper()
		_, err := demo.Generate(t.Context(), folder, demo.Options{Tenants: 1, AsOf: asOf()})
		if err != nil {
			t.Fatal(err)
		}
	}
	tests := map[string]func(t *testing.T, folder string){
		"canonical files of somebody else": func(t *testing.T, folder string) {
			t.Helper()
			write(t, filepath.Join(folder, "tenants.csv"), "tenant_id\nT1\n")
		},
		"another README": func(t *testing.T, folder string) {
			t.Helper()
			generate(t, folder)
			write(t, filepath.Join(folder, "README.txt"), "mine\n")
		},
		"one more file": func(t *testing.T, folder string) {
			t.Helper()
			generate(t, folder)
			write(t, filepath.Join(folder, "notes.txt"), "mine\n")
		},
	}
	for name, prepare := range tests {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			prepare(t, folder)
			before := list(t, folder)
			_, err := demo.Generate(t.Context(), folder, demo.Options{AsOf: asOf()})
			if _, occupied := errors.AsType[*demo.OccupiedError](err); !occupied {
				t.Errorf("got %v, want the folder to be refused", err)
			}
			if diff := cmp.Diff(before, list(t, folder)); diff != "" {
				t.Errorf("folder differs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFileInsteadOfFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "demo")
	write(t, path, "mine")
	_, err := demo.Generate(t.Context(), path, demo.Options{AsOf: asOf()})
	if err == nil {
		t.Error("a file is replaced by a folder")
	}
}

// TestInterrupted leaves the old folder as it was and nothing beside it.
func TestInterrupted(t *testing.T) {
	parent := t.TempDir()
	folder := filepath.Join(parent, "demo")
	opts := demo.Options{Tenants: 2, AsOf: asOf()}
	_, err := demo.Generate(t.Context(), folder, opts)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = demo.Generate(ctx, folder, demo.Options{AsOf: asOf()})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want the context's error", err)
	}
	text, err := os.ReadFile(filepath.Join(folder, "tenants.csv"))
	if err != nil || string(text) != string(written(t, opts)[reconcile.TenantRows]) {
		t.Errorf("the old folder has changed: %v", err)
	}
	if diff := cmp.Diff([]string{"demo"}, list(t, parent)); diff != "" {
		t.Errorf("something is left beside the folder (-want +got):\n%s", diff)
	}
}
