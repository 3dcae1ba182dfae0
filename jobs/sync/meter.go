package sync

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"handover/jobs/sync/remote"
	"handover/reconcile"
)

// Progress is how far a pass has come.
type Progress struct {
	Phase     string        // what is being done
	Customers int64         // to be read in all
	Done      int64         // of them, read or not
	NotRead   int64         // of those, could not be read
	Calls     int64         // that ended
	Waits     int64         // that calls have made, because a remote asked for them or failed
	Left      time.Duration // estimated until all are done; zero: nobody can tell yet
}

// Meter counts what a pass does, for whoever watches. It may be used by several goroutines.
type Meter struct {
	Now  func() time.Time
	Show func(Progress) // called about once a second; nil: nobody watches

	mu       sync.Mutex
	progress Progress
	began    time.Time // of the reading
	before   int64     // customers that were done then
}

// Hear counts what a remote.Client does: it is a Progress of remote.Options.
func (m *Meter) Hear(e remote.Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e.Wait > 0 {
		m.progress.Waits++
	} else {
		m.progress.Calls++
	}
}

// Progress returns how far the pass has come.
func (m *Meter) Progress() Progress {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.progress
	if done := p.Done - m.before; done > 0 && p.Customers > p.Done {
		p.Left = time.Duration(float64(m.Now().Sub(m.began)) / float64(done) * float64(p.Customers-p.Done)).Round(time.Second)
	}
	return p
}

// begin begins a phase.
func (m *Meter) begin(phase string, counts *reconcile.PassCounts) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.progress.Phase = phase
	m.count(counts)
	m.began, m.before = m.Now(), m.progress.Done
}

// settle notes what has become of the customers.
func (m *Meter) settle(counts *reconcile.PassCounts) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.count(counts)
}

func (m *Meter) count(counts *reconcile.PassCounts) {
	m.progress.Customers, m.progress.NotRead = counts.Customers, counts.NotRead+counts.NoAccess
	m.progress.Done = counts.Customers - counts.Left()
}

// The log tells once for so many times that the progress is shown.
const (
	showEvery = time.Second
	logEvery  = 60
)

// run shows the progress, and logs it every minute, until its context ends.
func (m *Meter) run(ctx context.Context, log zerolog.Logger) {
	ticker := time.NewTicker(showEvery)
	defer ticker.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		p := m.Progress()
		if m.Show != nil {
			m.Show(p)
		}
		if n%logEvery == 0 {
			log.Info().Int64("customers", p.Customers).Int64("done", p.Done).Int64("not_read", p.NotRead).Int64("calls", p.Calls).
				Int64("waits", p.Waits).Stringer("left", p.Left).Msg(p.Phase)
		}
	}
}
