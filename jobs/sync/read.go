package sync

import (
	"context"
	"errors"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"handover/jobs/sync/remote"
	"handover/reconcile"
)

// maxFailures is how many customers may fail one after the other, with nothing between
// them, for a reason that lies with the remote and not with the customer. Then it is left
// in peace, and a later sync goes on.
const maxFailures = 25

// outcome is what became of a customer on the way into the spool: it is there, or why not.
type outcome struct {
	customer reconcile.PassCustomer
	fault    error
}

// read reads all customers that are to be read, and stores them.
func (p *pass) read(ctx context.Context) error {
	p.Meter.begin("reading customers", &p.summary.Pass.Counts)
	group, ctx := errgroup.WithContext(ctx)
	// What waits here is small. There is room for more than a batch, so that reading goes
	// on while one is stored.
	outcomes := make(chan outcome, 4*batchCustomers)
	var stopped error
	group.Go(func() error {
		defer close(outcomes)
		stopped = p.ask(ctx, outcomes) // what was read before is still to be stored
		return nil
	})
	group.Go(func() error { return p.collect(ctx, outcomes) })
	err := group.Wait()
	if err != nil {
		return err
	}
	return stopped
}

// ask hands over what the spool holds already, and reads the others side by side.
func (p *pass) ask(ctx context.Context, outcomes chan<- outcome) error {
	todo, err := p.handOver(ctx, outcomes)
	if err != nil {
		return err
	}
	next := make(chan reconcile.PassCustomer)
	readers, reading := errgroup.WithContext(ctx)
	run := failures{}
	readers.Go(func() error {
		defer close(next)
		for _, c := range todo {
			select {
			case next <- c:
			case <-reading.Done():
				return nil // whoever ended it says why
			}
		}
		return nil
	})
	for range max(p.Parallel, 1) {
		readers.Go(func() error {
			for c := range next {
				fault := p.readOne(reading, c)
				if reading.Err() != nil {
					return nil // it is no fault of the customer's
				}
				stop := run.count(fault)
				if isStop(fault) {
					return fault
				}
				select {
				case outcomes <- outcome{c, fault}:
				case <-ctx.Done():
					return ctx.Err()
				}
				if stop {
					return &StopError{fault}
				}
			}
			return nil
		})
	}
	return readers.Wait()
}

func isStop(err error) bool {
	_, is := errors.AsType[*StopError](err)
	return is
}

// handOver hands over the customers whose files an interrupted pass has left in the spool,
// and returns the others.
func (p *pass) handOver(ctx context.Context, outcomes chan<- outcome) (rest []reconcile.PassCustomer, err error) {
	tenants, err := p.spool.tenants()
	if err != nil {
		return nil, err
	}
	there := make(map[string]bool, len(tenants))
	for _, tenant := range tenants {
		_, broken := p.spool.get(tenant)
		there[tenant] = broken == nil // a broken one is asked again
	}
	for _, c := range p.todo {
		if !there[c.TenantID] {
			rest = append(rest, c)
			continue
		}
		select {
		case outcomes <- outcome{customer: c}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	return rest, nil
}

// readOne reads a customer into the spool.
func (p *pass) readOne(ctx context.Context, c reconcile.PassCustomer) error {
	read := Read{TenantID: c.TenantID, At: p.clock()}
	if !c.Listed {
		bodies, gone, err := p.Remote.Ask(ctx, c.TenantID)
		if err != nil {
			return err
		}
		read.Bodies, read.Gone = bodies, gone
	}
	if !read.Gone {
		bodies, err := p.Remote.Customer(ctx, c.TenantID)
		if err != nil {
			return err
		}
		read.Bodies = append(read.Bodies, bodies...)
	}
	err := p.spool.put(&read)
	if err != nil {
		return &StopError{err}
	}
	return nil
}

// failures counts the customers that have failed one after the other. It may be used by
// several goroutines.
type failures struct {
	mu  sync.Mutex
	row int
}

// count notes how a customer was read, and reports whether too many have failed by now.
func (f *failures) count(fault error) (tooMany bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !liesWithRemote(fault) {
		f.row = 0
		return false
	}
	f.row++
	return f.row >= maxFailures
}

// liesWithRemote reports whether a fault would meet any other customer too.
func liesWithRemote(err error) bool {
	fault, is := errors.AsType[*remote.Fault](err)
	return is && slices.Contains([]remote.Kind{
		remote.Unauthorised, remote.Throttled, remote.Broken, remote.TooSlow, remote.Untrusted, remote.Unreachable,
	}, fault.Kind)
}
