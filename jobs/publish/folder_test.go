package publish_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
)

const folderName = "20261120T000000Z-123"

// tree reads everything below a folder: the content of each file by its path.
func tree(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == root {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil || entry.IsDir() {
			files[name] = ""
			return err
		}
		content, err := os.ReadFile(path)
		files[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// small returns two formats, which is enough where it is about files.
func small(t *testing.T) []formats.Format {
	t.Helper()
	return []formats.Format{format(t, "csv"), format(t, "json")}
}

func format(t *testing.T, name string) formats.Format {
	t.Helper()
	f, err := formats.Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// inFolder publishes a run into a folder.
func inFolder(t *testing.T, source reports.Source, dir string, chosen []formats.Format) {
	t.Helper()
	if err := publish.Folder(t.Context(), source, dir, chosen, reports.Options{}, publish.Access{}); err != nil {
		t.Fatal(err)
	}
}

func TestFolderName(t *testing.T) {
	run := reportstest.Run()
	if got := publish.FolderName(&run); got != folderName {
		t.Errorf("folder name %q, want %q", got, folderName)
	}
}

func TestFolderHoldsEveryFormatAndItsManifest(t *testing.T) {
	out := t.TempDir()
	dir := filepath.Join(out, "new", folderName)
	inFolder(t, reportstest.Typical(), dir, formats.All())
	files := tree(t, dir)
	var manifest publish.Manifest
	if err := json.Unmarshal([]byte(files[publish.ManifestName]), &manifest); err != nil {
		t.Fatal(err)
	}
	if manifest.Run != "123" || manifest.AsOf != "2026-11-20T00:00:00Z" {
		t.Errorf("manifest of run %q as of %q", manifest.Run, manifest.AsOf)
	}
	var want []publish.Entry
	for _, f := range formats.All() {
		content := files["report"+f.Ext]
		if content == "" {
			t.Errorf("%s is missing", f.Name)
		}
		sum := sha256.Sum256([]byte(content))
		want = append(want, publish.Entry{Name: "report" + f.Ext, Bytes: int64(len(content)), SHA256: hex.EncodeToString(sum[:])})
	}
	if diff := cmp.Diff(want, manifest.Files); diff != "" {
		t.Errorf("manifest (-files +manifest):\n%s", diff)
	}
	if len(files) != len(want)+1 {
		t.Errorf("%d files, want %d and the manifest", len(files), len(want))
	}
	info, err := os.Stat(filepath.Join(dir, "report.csv"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the CSV has the permissions %v, %v", info.Mode(), err)
	}
}

func TestFolderOfTheSameRunIsReplaced(t *testing.T) {
	out := t.TempDir()
	dir := filepath.Join(out, folderName)
	inFolder(t, reportstest.Typical(), dir, formats.All())
	inFolder(t, reportstest.Empty(), dir, small(t))
	files := tree(t, out)
	if len(files) != 4 || strings.Count(files[folderName+"/report.csv"], "\n") != 1 {
		t.Errorf("the folder was not replaced: %d entries", len(files))
	}
}

func TestForeignFolderIsRefused(t *testing.T) {
	for name, content := range map[string]string{
		"notes.txt":          "mine",
		publish.ManifestName: `{"run": "122"}`,
		"manifest.json.bak":  `{"run": "123"}`,
	} {
		out := t.TempDir()
		dir := filepath.Join(out, folderName)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		before := tree(t, out)
		err := publish.Folder(t.Context(), reportstest.Typical(), dir, small(t), reports.Options{}, publish.Access{})
		if err == nil || !strings.Contains(err.Error(), "run 123") {
			t.Errorf("%s: error %v, want one that names the run", name, err)
		}
		if diff := cmp.Diff(before, tree(t, out)); diff != "" {
			t.Errorf("%s: something has changed:\n%s", name, diff)
		}
	}
}

func TestEmptyFolderIsTaken(t *testing.T) {
	dir := filepath.Join(t.TempDir(), folderName)
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	inFolder(t, reportstest.Typical(), dir, small(t))
	if files := tree(t, dir); len(files) != 3 {
		t.Errorf("%d files, want 3", len(files))
	}
}

// visible leaves out what begins with a dot.
func visible(files map[string]string) map[string]string {
	seen := map[string]string{}
	for name, content := range files {
		if !strings.HasPrefix(name, ".") {
			seen[name] = content
		}
	}
	return seen
}

func TestLeftoversOfKilledRunsGo(t *testing.T) {
	out := t.TempDir()
	for _, name := range []string{".tmp-handover-1", ".tmp-handover-2", ".tmp-other", ".old-handover-a", ".old-handover-b", "b"} {
		if err := os.Mkdir(filepath.Join(out, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, name, "report.csv"), []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	days := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(filepath.Join(out, ".tmp-handover-1"), days, days); err != nil {
		t.Fatal(err)
	}
	inFolder(t, reportstest.Empty(), filepath.Join(out, folderName), nil)
	got := tree(t, out)
	want := map[string]string{
		// a was killed while its earlier report stood aside, b after its new one was in place.
		"a": "", "a/report.csv": ".old-handover-a", "b": "", "b/report.csv": "b",
		// These belong to somebody else, or perhaps to a process that lives.
		".tmp-other": "", ".tmp-other/report.csv": ".tmp-other",
		".tmp-handover-2": "", ".tmp-handover-2/report.csv": ".tmp-handover-2",
		folderName: "", folderName + "/manifest.json": got[folderName+"/manifest.json"],
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestInterruptedFolderLeavesNothing(t *testing.T) {
	out := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := publish.Folder(ctx, reportstest.Typical(), filepath.Join(out, folderName), small(t), reports.Options{}, publish.Access{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
	if files := tree(t, out); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}

func TestSourceThatFailsLeavesNothing(t *testing.T) {
	out := t.TempDir()
	source := reportstest.Typical()
	source.Fail = errors.New("database gone")
	err := publish.Folder(t.Context(), source, filepath.Join(out, folderName), small(t), reports.Options{}, publish.Access{})
	if !errors.Is(err, source.Fail) || !strings.Contains(err.Error(), "the report of run 123") {
		t.Errorf("error %v, want one that names the run and %v", err, source.Fail)
	}
	if files := tree(t, out); len(files) != 0 {
		t.Errorf("left behind: %v", files)
	}
}
