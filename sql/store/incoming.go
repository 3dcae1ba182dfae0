package store

import (
	"context"
	"maps"
	"slices"

	"handover/reconcile"
)

// origin is a tenant from which moves start, as far as these ask for it.
type origin struct {
	moves     []reconcile.Move
	targets   map[string]bool // the tenants asked for that its moves lead into
	rows      []*reconcile.Subscription
	transfers []reconcile.Transfer
}

// index finds what belongs to a subscription of an origin by its id.
type index struct {
	rows      map[string]*reconcile.Subscription
	named     map[string]bool // by a move, as source or as target
	transfers map[string][]*reconcile.Transfer
}

func (o *origin) index() *index {
	x := &index{rows: make(map[string]*reconcile.Subscription, len(o.rows)), named: map[string]bool{}, transfers: map[string][]*reconcile.Transfer{}}
	for _, row := range o.rows {
		x.rows[row.ID] = row
	}
	for i := range o.moves {
		x.named[o.moves[i].SourceID] = true
		for _, id := range o.moves[i].TargetIDs {
			x.named[id] = true
		}
	}
	for i := range o.transfers {
		for _, id := range o.transfers[i].SubscriptionIDs {
			if list := x.transfers[id]; len(list) == 0 || list[len(list)-1] != &o.transfers[i] {
				x.transfers[id] = append(list, &o.transfers[i])
			}
		}
	}
	return x
}

// add takes the subscriptions that were gathered of the tenant, gone or not.
func (o *origin) add(rows *gathering) {
	for _, list := range [...][]reconcile.Subscription{rows.there, rows.lost} {
		for i := range list {
			o.rows = append(o.rows, &list[i])
		}
	}
}

// into returns the moves that lead into a tenant, each with its source.
func (o *origin) into(tenantID string) []reconcile.IncomingMove {
	var list []reconcile.IncomingMove
	known := o.index()
	for i := range o.moves {
		m := &o.moves[i]
		switch {
		case m.Destination() != tenantID:
		case m.SourceID == reconcile.WatchAll:
			for _, row := range o.rows {
				if row.Licensed() && !known.named[row.ID] {
					list = append(list, known.incoming(m, row))
				}
			}
		default:
			list = append(list, known.incoming(m, known.rows[m.SourceID]))
		}
	}
	return list
}

func (x *index) incoming(m *reconcile.Move, source *reconcile.Subscription) reconcile.IncomingMove {
	in := reconcile.IncomingMove{Move: *m, Source: source}
	if source != nil {
		for _, t := range x.transfers[source.ID] {
			in.Transfers = append(in.Transfers, *t)
		}
	}
	return in
}

// pointingInto returns the other tenants whose moves lead into those of a range, in
// the order of their ids.
func (s *scan) pointingInto(ctx context.Context, in span) ([]*origin, error) {
	moves, err := around(ctx, s, s.snapshot.store.sql.MoveIncoming, in, s.facts().moves)
	if err != nil || len(moves) == 0 {
		return nil, err
	}
	byID := map[string]*origin{}
	for _, move := range moves {
		from := byID[move.TenantID]
		if from == nil {
			from = &origin{targets: map[string]bool{}}
			byID[move.TenantID] = from
			err := s.background(ctx, move.TenantID)
			if err != nil {
				return nil, err
			}
		}
		from.moves = append(from.moves, move)
		from.targets[move.TargetTenantID] = true
	}
	err = s.sources(ctx, in, byID)
	if err != nil {
		return nil, err
	}
	origins := make([]*origin, 0, len(byID))
	for _, id := range slices.Sorted(maps.Keys(byID)) {
		from := byID[id]
		if slices.ContainsFunc(from.moves, func(m reconcile.Move) bool { return m.SourceID == reconcile.WatchAll }) {
			err := s.watched(ctx, id, from)
			if err != nil {
				return nil, err
			}
		}
		origins = append(origins, from)
	}
	return origins, nil
}

// sources reads what the moves into a range name as their sources, and the transfer
// requests of their tenants.
func (s *scan) sources(ctx context.Context, in span, byID map[string]*origin) error {
	q := &s.snapshot.store.sql
	rows, err := s.subscriptions(ctx, q.MoveIncomingSources, in)
	if err != nil {
		return err
	}
	for _, list := range [...][]reconcile.Subscription{rows.there, rows.lost} {
		for i := range list {
			from := byID[list[i].TenantID]
			from.rows = append(from.rows, &list[i])
		}
	}
	columns := s.facts().transfers
	requests, err := collect(ctx, s.snapshot.tx, q.TransferIncoming, in.args(), columns.scanSourced)
	for _, request := range merged(requests, columns.named, s.snapshot.merger.Transfer) {
		from := byID[request.TenantID]
		from.transfers = append(from.transfers, request)
	}
	return err
}

// watched reads a tenant that is watched as a whole: what no move of it names is a
// source.
func (s *scan) watched(ctx context.Context, id string, into *origin) error {
	q, in := &s.snapshot.store.sql, span{id, id}
	moves, err := around(ctx, s, q.MoveList, in, s.facts().moves)
	if err != nil {
		return err
	}
	rows, err := s.subscriptions(ctx, q.SubscriptionList, in)
	if err != nil {
		return err
	}
	into.moves, into.rows = moves, nil
	into.add(rows)
	return nil
}
