package publish_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/reportstest"
)

// A named file that somebody holds open stays as it is. The new one stands beside it under
// the number of its run until a later run can write to the place, which removes it.
func TestHeldOutput(t *testing.T) {
	folder := t.TempDir()
	place := filepath.Join(folder, "list.csv")
	for name, content := range map[string]string{"list.csv": "earlier", "list-122.csv": "of a person", "list-7.txt": "of a person"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	held, err := publish.Holding(syscall.EBUSY, "list.csv").Files(t.Context(), reportstest.Typical(), outputs(t, place), nil)
	stands := filepath.Join(folder, "list-123.csv")
	if want := []publish.Beside{{Place: place, Stands: stands}}; err != nil || !slices.Equal(held, want) {
		t.Fatalf("held %+v, %v; want %+v", held, err, want)
	}
	files := visible(tree(t, folder))
	if files["list.csv"] != "earlier" || !strings.HasPrefix(files["list-123.csv"], "id,code,") || len(files) != 4 {
		t.Errorf("the folder holds %v", files)
	}
	if held, err := publish.Files(t.Context(), reportstest.Typical(), outputs(t, place), nil, reports.Options{}, publish.Access{}); err != nil || len(held) > 0 {
		t.Fatalf("once it is let go: held %v, %v", held, err)
	}
	files = tree(t, folder)
	if got, want := slices.Sorted(maps.Keys(files)), []string{"list-122.csv", "list-7.txt", "list.csv"}; !slices.Equal(got, want) || !strings.HasPrefix(files["list.csv"], "id,code,") {
		t.Errorf("once it is let go there are %v, want %v", got, want)
	}
}

// What a person has put under the name that a file would take beside its place is not
// overwritten, and a leftover that is held open in its turn stays for the next time.
func TestHeldOutputLosesNothing(t *testing.T) {
	folder := t.TempDir()
	place, mine := filepath.Join(folder, "list.csv"), filepath.Join(folder, "list-123.csv")
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	write := func(names ...string) error {
		_, err := publish.Holding(syscall.EBUSY, names...).Files(t.Context(), reportstest.Empty(), outputs(t, place), nil)
		return err
	}
	if err := write("list.csv"); err == nil || !strings.Contains(err.Error(), "there is one already") {
		t.Errorf("with a person's file in the way: %v", err)
	}
	if files := tree(t, folder); len(files) != 1 || files["list-123.csv"] != "mine" {
		t.Errorf("the folder holds %v", files)
	}
	if err := os.Remove(mine); err != nil {
		t.Fatal(err)
	}
	for _, held := range [][]string{{"list.csv"}, {"list.csv"}, {"list-123.csv"}} {
		if err := write(held...); err != nil {
			t.Fatalf("%v held: %v", held, err)
		}
		if _, err := os.Lstat(mine); err != nil {
			t.Errorf("%v held: %v", held, err)
		}
	}
	if err := write(); err != nil {
		t.Fatal(err)
	}
	if files := tree(t, folder); len(files) != 1 {
		t.Errorf("at last the folder holds %v", files)
	}
}
