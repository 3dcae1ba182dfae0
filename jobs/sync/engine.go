package sync

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"handover/reconcile"
)

// Engine reads one remote into the store.
type Engine struct {
	Remote Remote
	Store  Store
	Now    func() time.Time
	Log    zerolog.Logger
	Meter  *Meter // counts the calls of the remote too

	Spool     string        // the folder of all spools
	Parallel  int           // customers read at once; less than one is one
	Resume    time.Duration // a pass that began longer ago is not gone on with
	Tolerance time.Duration // how much later than the clock facts may claim to have been seen

	KeepHistory time.Duration // for how long changes of facts are kept; zero: for ever
}

// Request says what is to be read.
type Request struct {
	Tenants []string // only these customers, each asked for by itself; none: all of the list
	Full    bool     // begin anew, whatever is unfinished
	Sure    bool     // what is missing is gone, however much it is
}

// Summary is what a pass, or a part of one, has done.
type Summary struct {
	Pass    reconcile.Pass
	Resumed bool
	Missing Missing
	Stopped error // why the pass ended before all customers were asked for; nil: it did not
}

// Missing counts the customers that a whole list no longer names.
type Missing struct {
	Customers int  // so many
	Known     int  // of so many
	Doubted   bool // too many to be believed: none of them was asked for
}

// Whole reports whether everything could be read of everybody who lets us in: that a
// customer does not is no fault of the sync, unless nobody does.
func (s *Summary) Whole() bool {
	c := &s.Pass.Counts
	everybody := c.Read+c.NoAccess == c.Customers && (c.Read > 0 || c.NoAccess == 0)
	return s.Stopped == nil && s.Pass.Lacks == "" && !s.Missing.Doubted && everybody && c.Rejected == 0
}

// pass is a pass under way.
type pass struct {
	*Engine
	request Request
	spool   *spool
	summary Summary
	told    map[string]reconcile.Fields
	known   map[string]reconcile.Profile // of the customers that are asked for by themselves
	todo    []reconcile.PassCustomer
	stored  bool // the pass is kept in the store
}

// Run makes a pass, or goes on with one. The error says why nothing was read; a Summary of
// a pass that could not be finished tells why in Stopped. It is the end of the context
// where that ended first; what was read before is stored by the pass that goes on.
func (e *Engine) Run(ctx context.Context, request Request) (Summary, error) {
	p := &pass{Engine: e, request: request}
	telling, told := context.WithCancel(ctx)
	var watch sync.WaitGroup
	watch.Go(func() { e.Meter.run(telling, e.Log) })
	defer watch.Wait()
	defer told()
	err := p.begin(ctx)
	if err != nil {
		return p.summary, err
	}
	err = p.read(ctx)
	var stop *StopError
	switch {
	case ctx.Err() != nil:
		return p.summary, context.Cause(ctx)
	case errors.As(err, &stop) && p.summary.Pass.Counts.Read > 0:
		p.summary.Stopped = err
		return p.summary, nil
	case err != nil:
		return p.summary, err
	}
	return p.summary, p.end(ctx)
}

// begin finds out which customers are to be read.
func (p *pass) begin(ctx context.Context) (err error) {
	p.told, err = p.Store.Told(ctx, p.Remote.Name())
	if err != nil {
		return err
	}
	if len(p.request.Tenants) > 0 {
		return p.beginSome(ctx)
	}
	last, there, err := p.Store.LastPass(ctx, p.Remote.Name())
	if err != nil {
		return err
	}
	age := p.Now().Sub(last.Began)
	doubted := p.request.Sure && last.Lacks != "" // somebody knows now who is missing: they are asked for
	if there && last.State == reconcile.PassRunning && !p.request.Full && !doubted && 0 <= age && age < p.Resume {
		return p.goOn(ctx, last)
	}
	return p.beginAll(ctx)
}

// beginSome prepares to ask for some customers. Such a pass is not kept: it is no reading
// of all of them.
func (p *pass) beginSome(ctx context.Context) (err error) {
	p.summary.Pass = p.newPass()
	for _, tenant := range p.request.Tenants {
		p.todo = append(p.todo, reconcile.PassCustomer{TenantID: tenant})
	}
	p.summary.Pass.Counts.Customers = int64(len(p.todo))
	p.spool, err = openSpool(p.Spool, p.Remote.Name(), p.summary.Pass.Spool, p.Now())
	if err != nil {
		return err
	}
	return p.recall(ctx)
}

func (p *pass) newPass() reconcile.Pass {
	return reconcile.Pass{
		Remote: p.Remote.Name(), Began: p.Now().UTC().Truncate(time.Second), State: reconcile.PassRunning, Spool: rand.Text(),
	}
}

// beginAll reads the list of customers and stores it with a new pass.
func (p *pass) beginAll(ctx context.Context) error {
	p.summary.Pass = p.newPass()
	p.Meter.begin("listing customers", &p.summary.Pass.Counts)
	list, err := p.Remote.List(ctx)
	if err != nil {
		return err // which names the call
	}
	p.summary.Pass.Lacks = list.Lacks
	p.summary.Pass.Counts.Rejected = list.Rejected
	for _, tenant := range list.Customers {
		p.todo = append(p.todo, reconcile.PassCustomer{TenantID: tenant, Listed: true})
	}
	err = p.findMissing(ctx, list)
	if err != nil {
		return err
	}
	p.summary.Pass.Counts.Customers = int64(len(p.todo))
	p.spool, err = openSpool(p.Spool, p.Remote.Name(), p.summary.Pass.Spool, p.Now())
	if err != nil {
		return err
	}
	return p.open(ctx, list)
}

// open stores the list with the pass.
func (p *pass) open(ctx context.Context, list *List) error {
	at := p.summary.Pass.Began
	facts, err := p.Remote.Facts(ctx, &Read{At: at, Bodies: list.Bodies, Clock: p.clock(), Lacks: list.Lacks})
	if err != nil {
		return fmt.Errorf("read the list of customers of %s: %w", p.Remote.Name(), err)
	}
	p.tellRejected("", facts)
	rejected, err := p.deliver(ctx, at, facts, func(d Delivery, so *reconcile.Pass) error { return d.OpenPass(ctx, so, p.todo) })
	p.summary.Pass.Counts.Rejected += rejected
	p.stored = err == nil
	return err
}

// goOn takes up an unfinished pass. Customers that nobody has asked for yet come before
// those that could not be read.
func (p *pass) goOn(ctx context.Context, last reconcile.Pass) error {
	p.summary.Pass, p.summary.Resumed, p.stored = last, true, true
	customers, err := p.Store.PassCustomers(ctx, last.Remote, last.Seq)
	if err != nil {
		return err
	}
	p.spool, err = openSpool(p.Spool, last.Remote, last.Spool, p.Now())
	if err != nil {
		return err
	}
	p.summary.Pass.Counts = reconcile.PassCounts{Customers: int64(len(customers)), Rejected: last.Counts.Rejected}
	var again []reconcile.PassCustomer
	for _, c := range customers {
		switch c.Outcome {
		case reconcile.PassRead:
			p.summary.Pass.Counts.Read++
			p.clear(p.spool.drop(c.TenantID)) // the pass was killed before it could
		case reconcile.PassToDo:
			p.todo = append(p.todo, c)
		default:
			again = append(again, c)
		}
	}
	p.todo = append(p.todo, again...)
	return p.recall(ctx)
}

// clock is what this computer's clock says, in whole seconds.
func (p *pass) clock() time.Time { return p.Now().UTC().Truncate(time.Second) }

// end closes the pass. Its spool is empty by now.
func (p *pass) end(ctx context.Context) error {
	pass := &p.summary.Pass
	pass.State, pass.Ended = reconcile.PassWhole, p.clock()
	if !p.summary.Whole() {
		pass.State = reconcile.PassPartial
	}
	var err error
	if p.stored {
		err = p.Store.Deliver(ctx, func(d Delivery) error { return d.ClosePass(ctx, pass) })
	}
	p.clear(p.spool.close())
	return err
}
