package remote

import (
	"context"
	"sync"
	"time"
)

// gate holds everybody back while the counterpart wants to be left alone. It needs no
// clock: it is open while nobody keeps it closed.
type gate struct {
	mu     sync.Mutex
	closed int           // how many pauses are not over
	open   chan struct{} // closed when none is left
}

func newGate() *gate { return &gate{} }

// close closes the gate for a while; the longest of several pauses counts.
func (g *gate) close(pause time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed == 0 {
		g.open = make(chan struct{})
	}
	g.closed++
	time.AfterFunc(pause, g.end)
}

func (g *gate) end() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed--; g.closed == 0 {
		close(g.open)
	}
}

// state returns what to wait for; nil where the gate is open.
func (g *gate) state() <-chan struct{} {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed == 0 {
		return nil
	}
	return g.open
}

// wait waits until the gate is open.
func (g *gate) wait(ctx context.Context) error {
	for opened := g.state(); opened != nil; opened = g.state() {
		select {
		case <-opened:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}
