package publish_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handover/jobs/publish"
	"handover/reports"
	"handover/reports/reportstest"
)

func TestParseOutput(t *testing.T) {
	for _, c := range []struct{ text, format, path, fault string }{
		{"json:out.txt", "json", "out.txt", ""},
		{"report.xlsx", "xlsx", "report.xlsx", ""},
		{"out/REPORT.CSV", "csv", "out/REPORT.CSV", ""},
		{"csv:-", "csv", "-", ""},
		{"md:a:b.txt", "md", "a:b.txt", ""},
		{"./a:b.csv", "csv", "./a:b.csv", ""},
		{`C:\reports\a.csv`, "csv", `C:\reports\a.csv`, ""},
		{"-", "", "", "name the format"},
		{"report", "", "", "name the format"},
		{"report.pdf", "", "", "choose xlsx"},
		{"pdf:report.csv", "", "", "choose xlsx"},
		{"json:", "", "", "path is missing"},
		{"", "", "", "name the format"},
	} {
		got, err := publish.ParseOutput(c.text)
		if c.fault != "" {
			if err == nil || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("%q: error %v, want one with %q", c.text, err, c.fault)
			}
			continue
		}
		if err != nil || got.Format.Name != c.format || got.Path != c.path {
			t.Errorf("%q is %s to %q, %v; want %s to %q", c.text, got.Format.Name, got.Path, err, c.format, c.path)
		}
	}
}

func FuzzParseOutput(f *testing.F) {
	for _, seed := range []string{"json:out.txt", "a.csv", ":", "x:", "csv:-", `C:\a.md`, "\x00:.json"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := publish.ParseOutput(text)
		if err != nil {
			return
		}
		if got.Path == "" || !strings.HasSuffix(text, got.Path) || got.Format.Write == nil {
			t.Errorf("%q is read as %s to %q", text, got.Format.Name, got.Path)
		}
		again, err := publish.ParseOutput(got.Format.Name + ":" + got.Path)
		if err != nil || again.Path != got.Path || again.Format.Name != got.Format.Name {
			t.Errorf("%q is read differently in full: %s to %q, %v", text, again.Format.Name, again.Path, err)
		}
	})
}

func outputs(t *testing.T, texts ...string) []publish.Output {
	t.Helper()
	var list []publish.Output
	for _, text := range texts {
		o, err := publish.ParseOutput(text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, o)
	}
	return list
}

func TestFilesAndStandardOutput(t *testing.T) {
	folder := t.TempDir()
	csv, json := filepath.Join(folder, "a.csv"), filepath.Join(folder, "b.txt")
	if err := os.WriteFile(csv, []byte("earlier"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(csv, 0o644); err != nil {
		t.Fatal(err)
	}
	var stdout bytes.Buffer
	_, err := publish.Files(t.Context(), reportstest.Typical(), outputs(t, csv, "json:"+json, "md:-"), &stdout, reports.Options{}, publish.Access{})
	if err != nil {
		t.Fatal(err)
	}
	files := tree(t, folder)
	if len(files) != 2 || !strings.HasPrefix(files["a.csv"], "id,code,") || !strings.HasPrefix(files["b.txt"], "{\n\"schema\"") {
		t.Errorf("files %v", files)
	}
	if !strings.HasPrefix(stdout.String(), "# 20 Nov 2026 · Handover report") {
		t.Errorf("standard output %q", stdout.String())
	}
	for path, want := range map[string]os.FileMode{csv: 0o644, json: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s has the permissions %v, want %v: %v", path, info.Mode().Perm(), want, err)
		}
	}
}

func TestALinkKeepsLeadingToItsFile(t *testing.T) {
	folder := t.TempDir()
	target, link := filepath.Join(folder, "target.csv"), filepath.Join(folder, "link.csv")
	if err := os.WriteFile(target, []byte("earlier"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if _, err := publish.Files(t.Context(), reportstest.Empty(), outputs(t, link), io.Discard, reports.Options{}, publish.Access{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if content := tree(t, folder)["target.csv"]; !strings.HasPrefix(content, "id,code,") {
		t.Errorf("the file behind the link holds %q", content)
	}
}

// areRefused sees that outputs are refused before anything is written.
func areRefused(t *testing.T, list []publish.Output, fault string) {
	t.Helper()
	if err := publish.CheckOutputs(list); err == nil || !strings.Contains(err.Error(), fault) {
		t.Errorf("error %v, want one with %q", err, fault)
	}
	var stdout bytes.Buffer
	_, err := publish.Files(t.Context(), reportstest.Empty(), list, &stdout, reports.Options{}, publish.Access{})
	if err == nil || stdout.Len() > 0 {
		t.Errorf("error %v, %d bytes written", err, stdout.Len())
	}
}

func TestOutputsThatCannotBe(t *testing.T) {
	folder := t.TempDir()
	file, link := filepath.Join(folder, "a.csv"), filepath.Join(folder, "link.csv")
	if err := os.WriteFile(file, []byte("earlier"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(file, link); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		outputs []string
		fault   string
	}{
		"one place twice":          {[]string{file, "json:" + file}, "two outputs"},
		"one place by two names":   {[]string{file, link}, "two outputs"},
		"standard output twice":    {[]string{"csv:-", "md:-"}, "two outputs"},
		"a folder":                 {[]string{"csv:" + folder}, "it is a folder"},
		"a folder that is missing": {[]string{filepath.Join(folder, "no", "a.csv")}, "make the folder first"},
	} {
		t.Run(name, func(t *testing.T) { areRefused(t, outputs(t, c.outputs...), c.fault) })
	}
	if diff := cmp.Diff(map[string]string{"a.csv": "earlier", "link.csv": "earlier"}, tree(t, folder)); diff != "" {
		t.Errorf("something was written (-before +after):\n%s", diff)
	}
	if err := publish.CheckOutputs(outputs(t, file, "json:"+filepath.Join(folder, "b"), "md:-")); err != nil {
		t.Errorf("outputs that can be are refused: %v", err)
	}
}

// TestNoFileIsHalfWritten lets each call to the disk fail, one after the other.
// Afterwards each file is as before or complete, and none that was finished is
// lost for one that was not.
func TestNoFileIsHalfWritten(t *testing.T) {
	start := func() (folder string, list []publish.Output) {
		folder = t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "a.csv"), []byte("earlier"), 0o600); err != nil {
			t.Fatal(err)
		}
		return folder, outputs(t, filepath.Join(folder, "a.csv"), filepath.Join(folder, "b.json"))
	}
	folder, list := start()
	old := tree(t, folder)
	all := publish.FailAt(0)
	if _, err := all.Files(t.Context(), reportstest.Typical(), list, io.Discard); err != nil {
		t.Fatal(err)
	}
	whole := tree(t, folder)
	for k := 1; k <= all.Calls(); k++ {
		folder, list := start()
		_, err := publish.FailAt(k).Files(t.Context(), reportstest.Typical(), list, io.Discard)
		if !errors.Is(err, publish.ErrFault) {
			t.Errorf("call %d: error %v, want %v", k, err, publish.ErrFault)
		}
		for name, content := range visible(tree(t, folder)) {
			if content != old[name] && content != whole[name] {
				t.Errorf("call %d: %s is half written", k, name)
			}
		}
		if _, err := publish.Files(t.Context(), reportstest.Typical(), list, io.Discard, reports.Options{}, publish.Access{}); err != nil {
			t.Errorf("call %d: write again: %v", k, err)
		}
		if diff := cmp.Diff(whole, tree(t, folder)); diff != "" {
			t.Errorf("call %d: after writing again:\n%s", k, diff)
		}
	}
}

// TestFailedStandardOutputKeepsTheFiles checks the order: nothing takes its
// place before everything is rendered.
func TestFailedStandardOutputKeepsTheFiles(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a.csv")
	if err := os.WriteFile(path, []byte("earlier"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := publish.Files(t.Context(), reportstest.Typical(), outputs(t, path, "json:-"), closedPipe{}, reports.Options{}, publish.Access{})
	if !errors.Is(err, syscall.EPIPE) || !strings.Contains(err.Error(), "standard output") {
		t.Errorf("error %v, want one about the standard output", err)
	}
	if diff := cmp.Diff(map[string]string{"a.csv": "earlier"}, tree(t, folder)); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, syscall.EPIPE }

func TestErrorsSayWhatToDo(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{syscall.ENOSPC, "free some space"},
		{syscall.EROFS, "make it writable"},
		{os.ErrPermission, "make it writable"},
		{os.ErrNotExist, "make the folder first"},
	} {
		err := publish.Advise(fmt.Errorf("write report.csv: %w", c.err))
		if !errors.Is(err, c.err) || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "report.csv") {
			t.Errorf("error %v, want %q in it", err, c.want)
		}
	}
	plain := errors.New("something else")
	if err := publish.Advise(plain); err != plain { //nolint:errorlint // the very same error
		t.Errorf("error %v has changed", err)
	}
}
