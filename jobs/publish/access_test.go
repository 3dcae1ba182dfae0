//go:build unix

package publish_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/reportstest"
)

// access returns the access for permissions and a group of ours.
func access(t *testing.T, mode string) publish.Access {
	t.Helper()
	a, err := publish.NewAccess(mode, strconv.Itoa(os.Getegid()))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// The permissions hold for files, folders, the latest reports and the folders made above,
// whatever the process masks; what was there before keeps its own.
func TestOthersMayOpenWhatTheyAreGiven(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0o077))
	for _, c := range []struct {
		mode          string
		folders, file fs.FileMode
	}{
		{"0750", 0o750, 0o640}, {"640", 0o750, 0o640}, {"0770", 0o770, 0o660}, {"0755", 0o755, 0o644},
	} {
		out := t.TempDir()
		s := &publish.Shelf{Dir: filepath.Join(out, "made", "too"), Formats: small(t), Latest: publish.LatestCopy, Access: access(t, c.mode)}
		show(t, s, night(t, s, 1, 1))
		show(t, s, night(t, s, 2, 2))
		named := filepath.Join(out, "named.csv")
		if _, err := publish.Files(t.Context(), reportstest.Empty(), outputs(t, named), nil, reports.Options{}, s.Access); err != nil {
			t.Fatal(err)
		}
		for path := range tree(t, out) {
			info, err := os.Lstat(filepath.Join(out, path))
			if err != nil {
				t.Fatal(err)
			}
			want := c.file
			if info.IsDir() {
				want = c.folders
			}
			if info.Mode().Perm() != want {
				t.Errorf("%s: %s has %v, want %v", c.mode, path, info.Mode().Perm(), want)
			}
		}
		if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o755&^0o077 {
			t.Errorf("%s: the folder that was there has %v, %v", c.mode, info.Mode().Perm(), err)
		}
	}
}

// A folder that hands on its group keeps doing so.
func TestFoldersKeepHandingTheirGroupOn(t *testing.T) {
	s := shelved(t, publish.LatestCopy)
	s.Access = access(t, "0750")
	if err := os.Chmod(s.Dir, 0o700|fs.ModeSetgid); err != nil {
		t.Fatal(err)
	}
	run := night(t, s, 1, 1)
	if info, err := os.Stat(filepath.Join(s.Dir, publish.FolderName(run))); err != nil || info.Mode() != fs.ModeDir|fs.ModeSetgid|0o750 {
		t.Errorf("the folder of the run has %v, %v", info.Mode(), err)
	}
}

func TestAccessThatCannotBe(t *testing.T) {
	for _, c := range []struct{ mode, group, fault string }{
		{"rwx", "", "is no set of permissions"},
		{"0980", "", "is no set of permissions"},
		{"02750", "", "is no set of permissions"},
		{"", "", "is no set of permissions"},
		{"0550", "", "keeps the owner from"},
		{"0777", "", "lets everybody write"},
		{"0700", "staff", "gives the group nothing"},
		{"0750", "no-such-group-here", "find the group"},
	} {
		if _, err := publish.NewAccess(c.mode, c.group); err == nil || !strings.Contains(err.Error(), c.fault) {
			t.Errorf("%s %s: %v, want %q", c.mode, c.group, err, c.fault)
		}
	}
}

// A group that files cannot be given to shows before anything is run.
func TestProbeGivesToTheGroup(t *testing.T) {
	shelf := publish.Shelf{Dir: t.TempDir(), Access: access(t, "0750")}
	log := publish.FailAt(0)
	if err := log.Probe(nil, shelf); err != nil {
		t.Fatal(err)
	}
	for k, call := range log.Log() {
		if call != "chown" {
			continue
		}
		if err := publish.FailAt(k+1).Probe(nil, shelf); err == nil || !strings.Contains(err.Error(), "to group") {
			t.Errorf("the group cannot be given, and the probe says %v", err)
		}
		return
	}
	t.Errorf("the probe gives nothing to the group: %v", log.Log())
}
