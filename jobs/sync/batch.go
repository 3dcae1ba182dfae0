package sync

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"handover/jobs/sync/remote"
	"handover/reconcile"
)

// What is stored at once: so many customers, or what has come in that time.
const (
	batchCustomers = 200
	batchTime      = 2 * time.Second
)

// collect stores what comes in, some customers at a time.
func (p *pass) collect(ctx context.Context, outcomes <-chan outcome) error {
	var batch []outcome
	var due <-chan time.Time
	for {
		select {
		case o, more := <-outcomes:
			if !more {
				return p.store(ctx, batch)
			}
			if len(batch) == 0 {
				due = time.After(batchTime)
			}
			batch = append(batch, o)
			if len(batch) < batchCustomers {
				continue
			}
		case <-due:
		}
		err := p.store(ctx, batch)
		if err != nil {
			return err
		}
		batch, due = nil, nil
	}
}

// batch is what is stored at once.
type batch struct {
	at        time.Time // when the first of its customers was seen
	customers []reconcile.PassCustomer
	notRead   []reconcile.NotRead
	facts     *Facts
	counts    reconcile.PassCounts
}

// store stores a batch in one transaction, and lets go of its files.
func (p *pass) store(ctx context.Context, outcomes []outcome) error {
	if len(outcomes) == 0 {
		return nil
	}
	b, err := p.prepare(ctx, outcomes)
	if err != nil {
		return err
	}
	rejected, err := p.deliver(ctx, b.at, b.facts, func(d Delivery, so *reconcile.Pass) (err error) {
		if len(b.notRead) > 0 {
			err = d.NotRead(ctx, b.notRead)
		}
		if err == nil && p.stored {
			err = d.SettlePass(ctx, so, b.customers)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("store %d customers of %s: %w", len(b.customers), p.Remote.Name(), err)
	}
	counts := &p.summary.Pass.Counts
	counts.Read += b.counts.Read
	counts.NotRead += b.counts.NotRead
	counts.NoAccess += b.counts.NoAccess
	counts.Rejected += rejected
	p.Meter.settle(counts)
	for _, c := range b.customers {
		p.clear(p.spool.drop(c.TenantID))
	}
	return nil
}

// clear tells of a file that could not be removed from the spool, as one that another
// program holds on Windows: what is stored is not read again, and the spool is swept.
func (p *pass) clear(err error) {
	if err != nil {
		p.Log.Warn().Err(err).Str("remote", p.Remote.Name()).Msg("what was read and is stored stays in the spool until it is swept")
	}
}

// prepare makes rows of what was read.
func (p *pass) prepare(ctx context.Context, outcomes []outcome) (*batch, error) {
	b := &batch{at: p.clock(), facts: &Facts{Rows: map[reconcile.DeliveryKind][]reconcile.FactRow{}}}
	reads := make([]*Read, len(outcomes))
	var tenants []string
	for i := range outcomes {
		if outcomes[i].fault != nil {
			continue
		}
		read, err := p.spool.get(outcomes[i].customer.TenantID)
		if err != nil {
			return nil, err
		}
		if reads[i] = read; read.At.Before(b.at) {
			b.at = read.At
		}
		tenants = append(tenants, read.TenantID)
	}
	held, err := p.Store.Held(ctx, p.Remote.Name(), tenants)
	if err != nil {
		return nil, err
	}
	for i := range outcomes {
		o := &outcomes[i]
		fault := o.fault
		if fault == nil {
			fault = p.take(ctx, b, reads[i], held[o.customer.TenantID])
		}
		p.settle(b, o.customer, fault)
	}
	return b, nil
}

// take adds the rows of a customer, unless they cannot be all.
func (p *pass) take(ctx context.Context, b *batch, read *Read, held map[string][]string) error {
	read.At, read.Clock, read.Told, read.Held = b.at, p.clock(), p.told[read.TenantID], held
	facts := &Facts{}
	if read.Gone {
		facts.Rows = map[reconcile.DeliveryKind][]reconcile.FactRow{reconcile.TenantRows: {p.farewell(read.TenantID)}}
	} else {
		var err error
		facts, err = p.Remote.Facts(ctx, read)
		if err != nil {
			return err
		}
	}
	if lost := lacking(facts, held); !read.Gone && !p.request.Sure && len(held) > 20 && lost*10 > len(held) {
		return fmt.Errorf("lacks %d of %d subscriptions that it had, more than a tenth; if they are gone, sync it with --yes", lost, len(held))
	}
	p.tellRejected(read.TenantID, facts)
	for _, kind := range p.Remote.Kinds() {
		if len(facts.Rows[kind]) == 0 {
			b.facts.Rows[kind] = append(b.facts.Rows[kind], reconcile.FactRow{Nothing: read.TenantID})
		}
	}
	for kind, rows := range facts.Rows {
		b.facts.Rows[kind] = append(b.facts.Rows[kind], rows...)
	}
	b.facts.Carries |= facts.Carries
	return nil
}

// lacking counts the subscriptions that were held and are not there. Where a row could not
// be read it may be any of them, and nothing is taken as gone.
func lacking(facts *Facts, held map[string][]string) (lost int) {
	there := map[string]bool{}
	for _, row := range facts.Rows[reconcile.SubscriptionRows] {
		switch {
		case row.Rejected != nil:
			return 0
		case row.Subscription != nil:
			there[row.Subscription.ID] = true
		}
	}
	for id := range held {
		if !there[id] {
			lost++
		}
	}
	return lost
}

// settle notes what became of a customer.
func (p *pass) settle(b *batch, c reconcile.PassCustomer, fault error) {
	_, refused := errors.AsType[*RefusedError](fault)
	reason := reconcile.ReadFailed
	switch {
	case fault == nil:
		c.Outcome = reconcile.PassRead
		b.counts.Read++
	case refused:
		c.Outcome, reason = reconcile.PassNoAccess, reconcile.AccessRefused
		b.counts.NoAccess++
	default:
		c.Outcome = reconcile.PassNotRead
		b.counts.NotRead++
	}
	b.customers = append(b.customers, c)
	if fault == nil {
		return
	}
	b.notRead = append(b.notRead, reconcile.NotRead{
		TenantID: c.TenantID, Source: p.Remote.Name(), At: p.clock(), Reason: reason, Why: oneLine(lasting(fault)),
	})
	line := p.Log.Warn()
	if refused {
		line = p.Log.Info() // it is so every night, until the customer lets us in
	}
	line.Str("remote", p.Remote.Name()).Str("tenant", c.TenantID).Str("reason", string(reason)).Str("why", oneLine(fault.Error())).
		Msg("a customer could not be read")
}

// lasting tells a fault without what is another each night, which would be stored anew.
func lasting(err error) string {
	fault, is := errors.AsType[*remote.Fault](err)
	if !is {
		return err.Error()
	}
	return strings.Replace(err.Error(), fault.IDs(), "", 1)
}

// maxWhy is how many bytes are kept of why something could not be read.
const maxWhy = 300

// oneLine makes one line of a text, and no long one.
func oneLine(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > maxWhy {
		text = strings.ToValidUTF8(text[:maxWhy], "") + "…"
	}
	return text
}

// deliver stores rows of all kinds, seen at an instant, and what else belongs to them in
// one transaction. It counts the rows that were refused.
func (p *pass) deliver(ctx context.Context, at time.Time, facts *Facts, rest func(Delivery, *reconcile.Pass) error) (rejected int64, err error) {
	for _, scattered := range []bool{false, true} {
		err = p.Store.Deliver(ctx, func(d Delivery) (err error) {
			rejected, err = p.deliverRows(ctx, d, at, facts, scattered)
			if err != nil {
				return err
			}
			so := p.summary.Pass
			so.Counts.Rejected += rejected
			err = rest(d, &so)
			p.summary.Pass.Seq = so.Seq
			return err
		})
		if !errors.Is(err, reconcile.ErrScattered) {
			break
		}
	}
	return rejected, err
}

func (p *pass) deliverRows(ctx context.Context, d Delivery, at time.Time, facts *Facts, scattered bool) (rejected int64, err error) {
	for _, kind := range []reconcile.DeliveryKind{reconcile.TenantRows, reconcile.SubscriptionRows, reconcile.TransferRows} {
		rows := facts.Rows[kind]
		if len(rows) == 0 {
			continue
		}
		for i := range rows {
			rows[i].Line = int64(i + 1)
		}
		header := reconcile.Import{
			Source: p.Remote.Name(), Kind: kind, ObservedAt: at, Clock: p.clock(), Tolerance: p.Tolerance, KeepHistory: p.KeepHistory,
			// Each customer was looked at by itself before, for what it lacks.
			Complete: slices.Contains(p.Remote.Kinds(), kind), Sure: true, Scattered: scattered,
		}
		if kind == reconcile.SubscriptionRows {
			header.Carries = facts.Carries
		}
		counts, err := d.Import(ctx, &header, rows)
		if err != nil {
			return rejected, err
		}
		if counts.Duplicate > 0 {
			p.Log.Warn().Str("remote", p.Remote.Name()).Str("kind", string(kind)).Int64("rows", counts.Duplicate).Msg("ids that occur more than once: none of their rows is stored")
		}
		rejected += counts.Rejected
	}
	return rejected, nil
}

// tellRejected logs which records could not be read.
func (p *pass) tellRejected(tenant string, facts *Facts) {
	for _, r := range facts.Rejected {
		p.Log.Warn().Str("remote", p.Remote.Name()).Str("tenant", tenant).Str("format", r.Format).Str("why", oneLine(r.Reason)).Msg("a record could not be read")
	}
}
