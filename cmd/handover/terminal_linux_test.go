package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"
)

// pseudoTerminal returns both ends of one: what is shown, and what a program
// writes to.
func pseudoTerminal(t *testing.T) (shown, terminal *os.File) {
	t.Helper()
	shown, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(shown.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetUint32(int(shown.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	return shown, terminal
}

// onTerminal runs a command whose standard error is a terminal and gives what is
// shown there.
func (p *program) onTerminal(t *testing.T, variable string, args ...string) string {
	t.Helper()
	shown, terminal := pseudoTerminal(t)
	child := p.process("handover", args...)
	child.Stderr = terminal
	child.Env = append(child.Env, variable)
	if err := child.Run(); err != nil {
		t.Fatal(err)
	}
	if err := terminal.Close(); err != nil {
		t.Fatal(err)
	}
	text, _ := io.ReadAll(shown) // a terminal nobody writes to any more ends with an error
	if err := shown.Close(); err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A terminal shows colours, unless NO_COLOR is set, and how far a run has come.
func TestTerminal(t *testing.T) {
	p := newProgram(t, stores()["sqlite"](t))
	data := first()
	data.deliver(p, "a", "b", "c")
	run := []string{"run", "-o", filepath.Join(p.folder, "report.json")}
	text := p.onTerminal(t, "NO_COLOR=", run...)
	if !strings.Contains(text, "\x1b[") || !strings.Contains(text, "checking customers 100% (3 of 3)\r  ") ||
		!strings.Contains(text, "writing reports …\rwriting reports 100% (1 of 1)\r  ") {
		t.Errorf("the terminal shows %q", text)
	}
	text = p.onTerminal(t, "NO_COLOR=1", run...)
	if strings.Contains(text, "\x1b") || !strings.Contains(text, " INF run published ") {
		t.Errorf("without colours the terminal shows %q", text)
	}
	if text = p.onTerminal(t, "NO_COLOR=", append([]string{"--quiet"}, run...)...); text != "" {
		t.Errorf("a quiet program shows %q", text)
	}
	if text = p.onTerminal(t, "NO_COLOR=1", "report", "-o", "md:-", "--out", p.folder); !strings.HasPrefix(text, "\rwriting reports …\r  ") ||
		!strings.Contains(text, "\rwriting reports 42% (3 of 7)\r") {
		t.Errorf("of reports on a terminal and in a folder it shows %q", text)
	}
	if text = p.onTerminal(t, "NO_COLOR=", "import", p.folder+"/data"); !strings.Contains(text, "reading subscriptions …\r  ") {
		t.Errorf("of an import the terminal shows %q", text)
	}
}

// At a terminal init asks for what was not said, one thing after the other.
func TestInitAsks(t *testing.T) {
	p := newProgram(t, stores()["sqlite"](t))
	data := first()
	data.deliver(p, "a", "b", "c")
	config := filepath.Join(p.folder, "new", "handover.toml")
	shown, terminal := pseudoTerminal(t)
	child := p.process("handover", "--config", config, "--db", "sqlite:"+filepath.Join(p.folder, "new.db"), "init", p.folder+"/data")
	child.Stdin, child.Stdout, child.Stderr = terminal, terminal, terminal
	if _, err := shown.WriteString("it's\nus\nGermany\nde\nNobody\nall\n"); err != nil {
		t.Fatal(err)
	}
	text := make(chan string)
	go func() {
		all, _ := io.ReadAll(shown) // a terminal nobody writes to any more ends with an error
		text <- string(all)
	}()
	err := child.Run()
	if closed := terminal.Close(); err != nil || closed != nil {
		t.Fatal(err, closed, <-text)
	}
	told := <-text
	for _, want := range []string{
		"Your partner tenant", "The country in which you may sell", "Take over from which customers", "watched from now on", "What to do now",
		"without a single quote", `"GERMANY" is no country`, `"Nobody" is none of the customers above`,
	} {
		if !strings.Contains(told, want) {
			t.Errorf("the terminal does not show %q:\n%s", want, told)
		}
	}
	written, err := os.ReadFile(config)
	if err != nil || !strings.Contains(string(written), "id = 'us'\n") || !strings.Contains(string(written), "country = 'DE'\n") {
		t.Errorf("the configuration is %q, %v", written, err)
	}
}
