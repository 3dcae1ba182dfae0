package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"handover/cmd/internal/app"
)

// sample is a command that the README shows, and what it is said to print.
type sample struct {
	args []string
	want string
}

// samples reads the commands on the demo out of the README, in their order.
func samples(readme string) []sample {
	var list []sample
	for i, block := range strings.Split(readme, "```") {
		text, console := strings.CutPrefix(block, "console\n")
		if i%2 == 0 || !console {
			continue
		}
		for _, shown := range strings.Split("\n"+text, "\n$ handover ")[1:] {
			command, want, _ := strings.Cut(shown, "\n")
			if command == "demo" || strings.HasPrefix(command, "--config demo/") {
				list = append(list, sample{strings.Fields(command), want})
			}
		}
	}
	return list
}

// The README shows what the program prints, up to a line of three dots.
func TestReadmeShowsWhatIsPrinted(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	list := samples(string(readme))
	if len(list) < 2 || list[0].args[0] != "demo" {
		t.Fatalf("the README shows the commands %v", list)
	}
	t.Chdir(t.TempDir())
	for _, s := range list {
		var stdout, stderr bytes.Buffer
		code := execute(t.Context(), &app.App{
			Version: "test", Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr,
			Getenv: func(string) string { return "" }, Network: func(string) string { return "" },
			Now: func() time.Time { return time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC) },
		}, s.args)
		want, cut := strings.CutSuffix(s.want, "…\n")
		got := stdout.String()
		if cut && len(got) > len(want) {
			got = got[:len(want)]
		}
		if code != 0 || got != want {
			t.Errorf("handover %s: exit %d, printed\n%s\nthe README says\n%s", strings.Join(s.args, " "), code, &stdout, want)
		}
	}
}

// The guide for operators shows the very checks of the scripts.
func TestGuideShowsChecks(t *testing.T) {
	t.Parallel()
	guide := deployed(t, "README.md")
	for _, name := range []string{"healthy", "sick"} {
		script, err := os.ReadFile("testdata/script/check_" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		_, told, found := strings.Cut(string(script), "-- "+name+".txt --\n") // the last file of its
		if !found || !strings.Contains(guide, "$ handover check\n"+told+"```") {
			t.Errorf("deploy/README.md does not show the check of the installation that is %s", name)
		}
	}
}
