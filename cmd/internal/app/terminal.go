package app

import (
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// Progress tells on standard error how far a phase has come: on a terminal as a
// line that counts, else as one line when the phase begins.
type Progress struct {
	out      io.Writer
	terminal bool
	quiet    bool
	percent  int
}

// Progress gives the progress of a command.
func (a *App) Progress() *Progress {
	return &Progress{out: a.Stderr, terminal: isTerminal(a.Stderr), quiet: a.Flags.Quiet, percent: -1}
}

// Phase begins a phase.
func (p *Progress) Phase(name string) {
	if p.quiet {
		return
	}
	p.Done()
	p.percent = -1
	if !p.terminal {
		p.write(name + "\n")
	}
}

// Count tells how much of the phase is done; only a terminal shows it.
func (p *Progress) Count(name string, done, total int) {
	if p.quiet || !p.terminal || total == 0 {
		return
	}
	if percent := done * 100 / total; percent != p.percent {
		p.percent = percent
		p.write(fmt.Sprintf("\r%s %d%% (%d of %d)", name, percent, done, total))
	}
}

// Done ends the counting line of a terminal.
func (p *Progress) Done() {
	if p.terminal && p.percent >= 0 {
		p.write("\n")
		p.percent = -1
	}
}

// write tells progress; that standard error cannot be written to is nothing a
// run could fail for.
func (p *Progress) write(text string) {
	_, err := io.WriteString(p.out, text)
	p.quiet = p.quiet || err != nil
}
