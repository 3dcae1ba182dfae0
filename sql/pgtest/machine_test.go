package pgtest

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFindServer(t *testing.T) {
	for _, test := range []struct {
		name string
		path string   // folder in PATH
		have []string // folders with both programs
		want string   // empty for none
	}{
		{name: "none", path: "usr/bin"},
		{name: "in PATH before the installed ones", path: "own", have: []string{"own", "lib/17/bin"}, want: "own"},
		{name: "the newest by number, not by text", path: "usr/bin", have: []string{"lib/9.6/bin", "lib/15/bin", "lib/9/bin"}, want: "lib/15/bin"},
		{name: "a folder without a version comes last", path: "usr/bin", have: []string{"lib/beta/bin", "lib/15/bin"}, want: "lib/15/bin"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			t.Setenv("PATH", filepath.Join(root, test.path))
			for _, folder := range test.have {
				install(t, filepath.Join(root, folder), "initdb", "postgres")
			}
			install(t, filepath.Join(root, "lib/99/bin"), "postgres") // half a server never counts
			install(t, filepath.Join(root, "lib/98/bin"), "initdb")
			check(t, root, test.want)
		})
	}
}

func TestFindServerFollowsLinks(t *testing.T) {
	root := t.TempDir()
	install(t, filepath.Join(root, "real"), "initdb", "postgres")
	install(t, filepath.Join(root, "links"))
	err := os.Symlink(filepath.Join(root, "real/initdb"), filepath.Join(root, "links/initdb"))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", filepath.Join(root, "links"))
	check(t, root, "real")
}

func check(t *testing.T, root, want string) {
	t.Helper()
	got, err := findServer(filepath.Join(root, "lib/*/bin"))
	if want == "" {
		if err != errNoServer { //nolint:errorlint // The line is printed as it is, so it must not be wrapped.
			t.Errorf("findServer = %s, %v; want the line that tells how to install one", got, err)
		}
		return
	}
	if err != nil || got != filepath.Join(root, want) {
		t.Errorf("findServer = %s, %v; want %s", got, err, want)
	}
}

func install(t *testing.T, folder string, programs ...string) {
	t.Helper()
	err := os.MkdirAll(folder, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	for _, program := range programs {
		err := os.WriteFile(filepath.Join(folder, program), nil, 0o755)
		if err != nil {
			t.Fatal(err)
		}
	}
}
