package demo

import (
	"context"
	"fmt"
	"io"
	"iter"
	"slices"

	"handover/jobs/ingest"
	"handover/reconcile"
)

// Options say what is invented. The same options give the same bytes.
type Options struct {
	Tenants int    // size of the crowd; 0: the showcase, which needs no seed
	Seed    uint64 // of the crowd
	AsOf    reconcile.Day
	Part    Part
}

// Part says which files are asked for.
type Part uint8

// The parts.
const (
	// Tonight is all that the main source says today.
	Tonight Part = iota
	// Before is the night before: the subscriptions of the tenants in which something
	// has changed since, as they were then.
	Before
	// Elsewhere is what a second source says today of subscriptions that it sees
	// otherwise.
	Elsewhere
)

// Counts says how much was invented.
type Counts struct {
	Tenants, Offers, Subscriptions, Moves, Transfers int
}

// Write writes the canonical files, tenant by tenant; memory holds one tenant. open
// returns the writer of each file and is called once for each.
func Write(ctx context.Context, open func(reconcile.DeliveryKind) io.Writer, opts Options) (Counts, error) {
	files, err := newFiles(open, opts.kinds())
	if err != nil {
		return Counts{}, err
	}
	if opts.Part == Tonight {
		for _, s := range sellers() {
			files.seller(&s)
		}
		for _, o := range catalog(opts.AsOf) {
			files.offer(&o)
		}
	}
	for c := range opts.customers() {
		err = ctx.Err()
		if err != nil {
			return Counts{}, fmt.Errorf("write demo: %w", err)
		}
		switch opts.Part {
		case Before:
			files.before(c)
		case Elsewhere:
			files.subscriptions(c.elsewhere)
		default:
			files.customer(c)
		}
		if files.err != nil {
			break
		}
	}
	return files.counts, files.flush()
}

func (o Options) customers() iter.Seq[*customer] {
	return func(yield func(*customer) bool) {
		if o.Tenants <= 0 {
			for _, c := range showcase(o.AsOf) {
				if !yield(c) {
					return
				}
			}
			return
		}
		for n := range o.Tenants {
			if !yield(crowd(o.AsOf, o.Seed, n)) {
				return
			}
		}
	}
}

// files are the files while they are written.
type files struct {
	encoders map[reconcile.DeliveryKind]*ingest.Encoder
	counts   Counts
	err      error // the first
}

// kinds returns the files in the order in which they are read.
func kinds() []reconcile.DeliveryKind {
	return []reconcile.DeliveryKind{
		reconcile.TenantRows, reconcile.SellerRows, reconcile.CatalogRows, reconcile.SubscriptionRows, reconcile.MoveRows, reconcile.TransferRows,
	}
}

// kinds returns the files of a part.
func (o Options) kinds() []reconcile.DeliveryKind {
	if o.Part != Tonight {
		return []reconcile.DeliveryKind{reconcile.SubscriptionRows}
	}
	return kinds()
}

func newFiles(open func(reconcile.DeliveryKind) io.Writer, kinds []reconcile.DeliveryKind) (*files, error) {
	f := &files{encoders: map[reconcile.DeliveryKind]*ingest.Encoder{}}
	for _, kind := range kinds {
		encoder, err := ingest.NewEncoder(open(kind), kind)
		if err != nil {
			return nil, err
		}
		f.encoders[kind] = encoder
	}
	return f, nil
}

func (f *files) seller(s *reconcile.Seller) {
	f.encode(reconcile.SellerRows, reconcile.FactRow{Seller: s})
}

func (f *files) offer(o *reconcile.Offer) {
	f.counts.Offers++
	f.encode(reconcile.CatalogRows, reconcile.FactRow{Offer: o})
}

func (f *files) customer(c *customer) {
	f.counts.Tenants++
	f.counts.Subscriptions += len(c.subscriptions)
	f.counts.Moves += len(c.moves)
	f.counts.Transfers += len(c.transfers)
	f.encode(reconcile.TenantRows, reconcile.FactRow{Tenant: &c.profile})
	for i := range c.subscriptions {
		f.encode(reconcile.SubscriptionRows, reconcile.FactRow{Subscription: &c.subscriptions[i]})
	}
	for _, m := range c.moves {
		f.encode(reconcile.MoveRows, reconcile.FactRow{Move: m})
	}
	for _, t := range c.transfers {
		f.encode(reconcile.TransferRows, reconcile.FactRow{Transfer: t})
	}
}

// before writes the subscriptions of a customer as they were the night before.
func (f *files) before(c *customer) {
	if len(c.was) == 0 {
		return
	}
	rows := slices.Clone(c.was)
	for i := range c.subscriptions {
		s := &c.subscriptions[i]
		if !slices.ContainsFunc(c.was, func(was reconcile.Subscription) bool { return was.ID == s.ID }) {
			rows = append(rows, *s)
		}
	}
	f.subscriptions(rows)
}

// subscriptions writes some subscriptions of a customer and nothing else.
func (f *files) subscriptions(rows []reconcile.Subscription) {
	if len(rows) > 0 {
		f.counts.Tenants++
	}
	f.counts.Subscriptions += len(rows)
	for i := range rows {
		f.encode(reconcile.SubscriptionRows, reconcile.FactRow{Subscription: &rows[i]})
	}
}

func (f *files) encode(kind reconcile.DeliveryKind, row reconcile.FactRow) {
	if f.err == nil {
		f.err = f.encoders[kind].Encode(row)
	}
}

func (f *files) flush() error {
	for _, kind := range kinds() {
		if encoder := f.encoders[kind]; encoder != nil && f.err == nil {
			f.err = encoder.Flush()
		}
	}
	return f.err
}
