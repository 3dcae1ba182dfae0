package deliver

import (
	"cmp"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"handover/reports"
)

// lane is what sends to some targets: a mailbox at a server, whose limits count for all of
// them. One of them sends at a time, and while it waits to try again others do.
type lane struct {
	targets []int     // by their places, in their order
	last    time.Time // when the last try of a message ended; zero: there was none

	mu      sync.Mutex
	changed *sync.Cond
	taken   bool   // somebody has the turn
	wants   []bool // who wants it, in the order of targets
}

// take waits for the turn of a target, by its place in the lane. Who comes first in their
// order has it first, and all of them want it from the beginning.
func (l *lane) take(place int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.await(place)
}

func (l *lane) await(place int) {
	for l.wants[place] = true; l.taken || slices.Index(l.wants, true) < place; {
		l.changed.Wait()
	}
	l.wants[place], l.taken = false, true
}

// leave gives the turn away.
func (l *lane) leave() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.taken = false
	l.changed.Broadcast()
}

// offer lets those have the turn who come before a target that has it, where they want it.
func (l *lane) offer(place int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.taken = false
	l.changed.Broadcast()
	l.await(place)
}

// without does something for which a target that has the turn does not need it.
func (l *lane) without(place int, do func() error) error {
	l.leave()
	defer l.take(place)
	return do()
}

// rank orders targets that share a mailbox: operators come first, then those who act, then
// other partners, and customers last.
func (t *Target) rank() int {
	filter := &t.Options.Filter
	switch {
	case t.Notices:
		return 0
	case t.What == Letters && slices.Contains(t.Parties, reports.ToTenant), len(filter.Tenants) > 0:
		return 3
	case t.What == Letters, len(filter.Seller) > 0:
		return 2
	default:
		return 1
	}
}

// inOrder returns the places of targets in the order in which they are served.
func inOrder(targets []*Target) []int {
	order := make([]int, len(targets))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(targets[a].rank(), targets[b].rank()) })
	return order
}

// lanesOf groups targets by what sends to them. Which lane is a target's, and its place
// there, stand in its result.
func lanesOf(targets []*Target, results []Result) []*lane {
	var lanes []*lane
	type sender struct{ mailbox, server string }
	shared := map[sender]*lane{}
	for _, i := range inOrder(targets) {
		from := sender{targets[i].Mailbox, targets[i].Server}
		l := shared[from]
		if l == nil {
			l = &lane{}
			l.changed = sync.NewCond(&l.mu)
			lanes = append(lanes, l)
		}
		if from.mailbox != "" {
			shared[from] = l
		}
		results[i].lane, results[i].place = l, len(l.targets)
		l.targets, l.wants = append(l.targets, i), append(l.wants, true)
	}
	return lanes
}

// sideBySide serves targets, those of each lane in turns, and closes what sends to them.
// Each is waited for so long in all. A panic is that of the target.
func (e *Engine) sideBySide(targets []*Target, results []Result, patience time.Duration, serve func(int, *Target)) {
	var all sync.WaitGroup
	for _, l := range lanesOf(targets, results) {
		for place, i := range l.targets {
			results[i].patience = patience
			all.Go(func() {
				l.take(place)
				defer l.leave()
				results[i].fail(served(targets[i], func(t *Target) { serve(i, t) }))
			})
		}
	}
	all.Wait()
}

func served(t *Target, serve func(*Target)) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("%s panicked: %v\n%s", t.Name, cause, debug.Stack())
		}
		if t.Carrier != nil {
			err = errors.Join(err, t.Carrier.Close())
		}
	}()
	serve(t)
	return nil
}
