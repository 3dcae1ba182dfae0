package publish_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/reportstest"
)

func link(t *testing.T, to, at string) string {
	t.Helper()
	if err := os.Symlink(to, at); err != nil {
		t.Fatal(err)
	}
	return at
}

// A link leads a report only where we, root or the owner of its folder have put it.
func TestForeignLinks(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "report.json")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	straight := link(t, file, filepath.Join(folder, "straight"))
	round := link(t, "round", filepath.Join(folder, "round"))
	above := filepath.Join(link(t, folder, filepath.Join(folder, "above")), "report.json")
	chained := link(t, "straight", filepath.Join(folder, "chained"))
	for path, refused := range map[string]bool{
		file: false, straight: true, above: true, chained: true, round: true,
		filepath.Join(folder, "none", "report.json"): false,
	} {
		for _, test := range []struct {
			owner   int
			refused bool
		}{{4711, refused}, {4712, false}, {0, false}} {
			err := publish.AdmitLinksAs(4712, test.owner, path)
			if (err != nil) != (test.refused || path == round) {
				t.Errorf("%s with links of %d: %v", filepath.Base(path), test.owner, err)
			}
		}
	}
}

// plant makes a link or file of another user, which only root can.
func plant(t *testing.T, path string) {
	t.Helper()
	if err := os.Lchown(path, 4711, 4711); err != nil {
		t.Fatal(err)
	}
}

// What others have planted where everybody may write neither leads reports anywhere nor
// opens them.
func TestPlantedByOthers(t *testing.T) {
	if os.Geteuid() != 0 {
		return // TestForeignLinks needs nobody else
	}
	folder, victim := t.TempDir(), t.TempDir()
	if err := os.Chmod(folder, 0o777|fs.ModeSticky); err != nil {
		t.Fatal(err)
	}
	target := filepath.Join(victim, "secret")
	if err := os.WriteFile(target, []byte("kept"), 0o600); err != nil {
		t.Fatal(err)
	}
	plant(t, link(t, target, filepath.Join(folder, "report.json")))
	plant(t, link(t, victim, filepath.Join(folder, "out")))
	outputs := []publish.Output{{Format: format(t, "json"), Path: filepath.Join(folder, "report.json")}}
	for what, err := range map[string]error{
		"outputs": publish.CheckOutputs(outputs),
		"files":   ignoring(publish.Files(t.Context(), reportstest.Empty(), outputs, nil, reports.Options{}, publish.Access{})),
		"folder":  publish.Folder(t.Context(), reportstest.Empty(), filepath.Join(folder, "out", folderName), small(t), reports.Options{}, publish.Access{}),
		"probe":   publish.Probe(nil, publish.Shelf{Dir: filepath.Join(folder, "out")}),
	} {
		if err == nil || !strings.Contains(err.Error(), "is a link of another user (4711): remove it") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if text, err := os.ReadFile(target); err != nil || string(text) != "kept" || len(tree(t, victim)) != 1 {
		t.Errorf("the other place holds %v, %q (%v)", tree(t, victim), text, err)
	}

	open := filepath.Join(folder, "open.json")
	if err := os.WriteFile(open, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(open, 0o666); err != nil {
		t.Fatal(err)
	}
	plant(t, open)
	outputs[0].Path = open
	if _, err := publish.Files(t.Context(), reportstest.Empty(), outputs, nil, reports.Options{}, publish.Access{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(open); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a report in the place of another user's file has mode %v (%v)", info.Mode(), err)
	}
}

// A folder that another user has made to look like one of ours neither becomes the latest
// nor goes.
func TestPlantedFoldersOfRuns(t *testing.T) {
	if os.Geteuid() != 0 {
		return
	}
	s := shelved(t, publish.LatestCopy)
	night(t, s, 1, 1)
	last := night(t, s, 2, 2)
	plant(t, filepath.Join(s.Dir, "20261101T050000Z-1"))
	s.Keep = publish.Keep{Runs: 1}
	if tidied, err := s.Tidy(t.Context(), last); err != nil || tidied != (publish.Tidied{}) || len(days(t, s)) != 2 {
		t.Errorf("there are %v (%+v, %v)", days(t, s), tidied, err)
	}
	if err := os.Mkdir(filepath.Join(s.Dir, "latest"), 0o700); err != nil {
		t.Fatal(err)
	}
	plant(t, filepath.Join(s.Dir, "latest"))
	if _, err := s.Show(t.Context(), last); !errors.Is(err, publish.ErrForeign) {
		t.Errorf("shown in another user's folder: %v", err)
	}
}

// ignoring leaves out what is not asked for.
func ignoring[T any](_ T, err error) error { return err }

// A folder that another user has made to look like one of ours on its way stays where
// it is.
func TestPlantedLeftover(t *testing.T) {
	if os.Geteuid() != 0 {
		return
	}
	out := t.TempDir()
	aside := filepath.Join(out, ".old-handover-20261119T000000Z-122")
	if err := os.Mkdir(aside, 0o700); err != nil {
		t.Fatal(err)
	}
	plant(t, aside)
	inFolder(t, reportstest.Empty(), filepath.Join(out, folderName), small(t))
	if _, err := os.Stat(aside); err != nil {
		t.Errorf("another user's folder was taken: %v", err)
	}
}
