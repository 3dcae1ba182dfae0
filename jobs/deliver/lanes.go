package deliver

import (
	"cmp"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"handover/reconcile"
	"handover/reports"
)

// lane is what sends to some targets, one after the other: a mailbox, whose limits count
// for all of them.
type lane struct {
	targets []int         // by their places, in their order
	posted  int           // messages so far
	waited  time.Duration // for what was not taken at once, in all
}

// rank orders targets that share a mailbox: operators come first, then those who act, then
// other partners, and customers last.
func (t *Target) rank() int {
	filter := &t.Options.Filter
	switch {
	case t.What == Letters && slices.Contains(t.Parties, reports.ToTenant), len(filter.Tenants) > 0:
		return 3
	case t.What == Letters, len(filter.Seller) > 0:
		return 2
	case filter.Owner != "" && filter.Owner != reconcile.OwnerUs:
		return 1
	default:
		return 0
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

// lanesOf groups targets by what sends to them. Which lane is a target's stands in its result.
func lanesOf(targets []*Target, results []Result) []*lane {
	var lanes []*lane
	byMailbox := map[string]*lane{}
	for _, i := range inOrder(targets) {
		l := byMailbox[targets[i].Mailbox]
		if l == nil {
			l = &lane{}
			lanes = append(lanes, l)
		}
		if mailbox := targets[i].Mailbox; mailbox != "" {
			byMailbox[mailbox] = l
		}
		l.targets, results[i].lane = append(l.targets, i), l
	}
	return lanes
}

// sideBySide serves targets, those of each lane one after the other, and closes what sends
// to them. A panic is that of the target.
func (e *Engine) sideBySide(targets []*Target, results []Result, serve func(int, *Target)) {
	var all sync.WaitGroup
	for _, l := range lanesOf(targets, results) {
		all.Go(func() {
			for _, i := range l.targets {
				results[i].fail(served(targets[i], func(t *Target) { serve(i, t) }))
			}
		})
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
