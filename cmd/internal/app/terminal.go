package app

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/term"
)

func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// AtTerminal reports whether a person sits at the program: it can ask and be answered.
func (a *App) AtTerminal() bool {
	file, ok := a.Stdin.(*os.File)
	return ok && term.IsTerminal(int(file.Fd())) && isTerminal(a.Stdout)
}

// Progress tells on a terminal how far a command has come, in a line that counts
// and that gives way to lines of the log. Elsewhere it tells nothing; the log does.
// It is safe for concurrent use, since a scheduler logs beside its run.
type Progress struct {
	mu      sync.Mutex
	out     io.Writer
	shown   bool // on a terminal, and not to be quiet
	open    int  // how long the counting line is, behind which the cursor stands
	phase   string
	percent int

	beats atomic.Uint64
}

// Beat notes that the work goes on: a row, a page, an answer.
func (p *Progress) Beat() { p.beats.Add(1) }

// Beats returns how often the work went on so far.
func (p *Progress) Beats() uint64 { return p.beats.Load() }

// Progress returns the progress of the command, the same one each time.
func (a *App) Progress() *Progress {
	a.once.Do(func() {
		a.progress = &Progress{out: a.Stderr, shown: isTerminal(a.Stderr) && !a.Flags.Quiet}
	})
	return a.progress
}

// Phase begins a phase.
func (p *Progress) Phase(name string) {
	p.Beat()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.end()
	p.phase, p.percent = name, -1
	p.show("\r%s …", name)
}

// Count tells how much of the phase is done.
func (p *Progress) Count(done, total int) {
	p.Beat()
	p.mu.Lock()
	defer p.mu.Unlock()
	if total == 0 || p.percent == done*100/total {
		return
	}
	p.percent = done * 100 / total
	p.show("\r%s %d%% (%d of %d)", p.phase, p.percent, done, total)
}

// Tell tells how far the phase has come in words.
func (p *Progress) Tell(text string) {
	p.Beat()
	p.mu.Lock()
	defer p.mu.Unlock()
	if short := p.open - len(text); short > 0 {
		text += strings.Repeat(" ", short) // over what stood there
	}
	p.show("\r%s", text)
}

// Done ends the counting line.
func (p *Progress) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.end()
}

// Write passes a line of the log on, in the place of the counting line.
func (p *Progress) Write(line []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.end()
	return p.out.Write(line)
}

// show writes the counting line anew; that standard error cannot be written to
// is nothing a run could fail for.
func (p *Progress) show(format string, args ...any) {
	if !p.shown {
		return
	}
	line := fmt.Sprintf(format, args...)
	_, err := io.WriteString(p.out, line)
	p.open, p.shown = max(p.open, len(line)), err == nil
}

// end takes the counting line away: what it tells is over.
func (p *Progress) end() {
	if p.open == 0 || !p.shown {
		return
	}
	_, err := io.WriteString(p.out, "\r"+strings.Repeat(" ", p.open)+"\r")
	p.open, p.shown = 0, err == nil
}
