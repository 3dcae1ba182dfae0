package store

import (
	"context"
	"database/sql"
	"maps"
	"time"

	"handover/reconcile"
	sqlfiles "handover/sql"
)

// load reads everything about some tenants, given in order, but their
// subscriptions.
func (s *scan) load(ctx context.Context, ids []string) ([]*reconcile.TenantState, error) {
	s.delivered, s.history, s.quiet = map[string][]delivered{}, map[rowKey][]change{}, map[string]bool{}
	in := span{ids[0], ids[len(ids)-1]}
	page := make([]*reconcile.TenantState, len(ids))
	byID := make(map[string]*reconcile.TenantState, len(ids))
	for i, id := range ids {
		page[i] = &reconcile.TenantState{Tenant: reconcile.Tenant{Profile: reconcile.Profile{ID: id}}}
		byID[id] = page[i]
	}
	for _, read := range []func(context.Context, span, map[string]*reconcile.TenantState) error{
		s.profiles, s.deliveries, s.notRead, s.moves, s.incoming, s.transfers, s.known,
	} {
		err := read(ctx, in, byID)
		if err != nil {
			return nil, err
		}
	}
	err := s.changes(ctx, in)
	if err != nil {
		return nil, err
	}
	for _, state := range page {
		t := &state.Tenant
		s.quiet[t.ID] = len(t.Moves)+len(t.Incoming)+len(t.Transfers) == 0
	}
	err = s.pointTo(ctx, page)
	if err != nil {
		return nil, err
	}
	return page, nil
}

func (s *scan) profiles(ctx context.Context, in span, page map[string]*reconcile.TenantState) error {
	columns := s.facts().profiles
	rows, err := collect(ctx, s.snapshot.tx, s.snapshot.store.sql.TenantProfiles, in.args(), columns.scanSourced)
	for _, profile := range merged(rows, columns.named, s.snapshot.merger.Profile) {
		if state := page[profile.ID]; state != nil {
			state.Tenant.Profile = profile
		}
	}
	return err
}

// around reads the facts that a query finds around a range of tenants.
func around[T any](ctx context.Context, s *scan, q sqlfiles.Query, in span, columns *facts[T]) ([]T, error) {
	return collect(ctx, s.snapshot.tx, q, in.args(), columns.scan)
}

func (s *scan) deliveries(ctx context.Context, in span, page map[string]*reconcile.TenantState) error {
	t, q, subscriptions := s.snapshot.tx, &s.snapshot.store.sql, map[string][]delivered{}
	defer func() { maps.Copy(s.delivered, subscriptions) }()
	return t.each(ctx, q.TenantDeliveries, in.args(), func(rows *sql.Rows) (bool, error) {
		var id string
		var d reconcile.Delivery
		var at, first, last int64
		var whole bool
		err := rows.Scan(&id, &d.Source, &d.Kind, &at, &d.Rejected, &first, &last, &whole)
		if at != 0 {
			d.ObservedAt = time.Unix(at, 0).UTC()
		}
		if d.Kind == reconcile.SubscriptionRows {
			subscriptions[id] = append(subscriptions[id], delivered{d.Source, first, last, d.Rejected > 0, whole})
		}
		if state := page[id]; state != nil {
			state.Deliveries = append(state.Deliveries, d)
		}
		return true, err
	})
}

// moves also counts, for every target that a move names, the open moves of all
// tenants that name it.
func (s *scan) moves(ctx context.Context, in span, page map[string]*reconcile.TenantState) error {
	t, q := s.snapshot.tx, &s.snapshot.store.sql
	moves, err := around(ctx, s, q.MoveList, in, s.facts().moves)
	if err != nil || len(moves) == 0 {
		return err
	}
	named := map[string]int{}
	err = t.each(ctx, q.MoveNamedBy, in.args(), func(rows *sql.Rows) (bool, error) {
		var target string
		var n int
		err := rows.Scan(&target, &n)
		named[target] = n
		return true, err
	})
	if err != nil {
		return err
	}
	for _, move := range moves {
		state := page[move.TenantID]
		if state == nil {
			continue
		}
		tenant := &state.Tenant
		tenant.Moves = append(tenant.Moves, move)
		for _, target := range move.TargetIDs {
			if tenant.NamedBy == nil {
				tenant.NamedBy = map[string]int{}
			}
			tenant.NamedBy[target] = named[target]
		}
	}
	return nil
}

func (s *scan) incoming(ctx context.Context, in span, page map[string]*reconcile.TenantState) error {
	origins, err := s.pointingInto(ctx, in)
	if err != nil {
		return err
	}
	for _, from := range origins {
		for id := range from.targets {
			if state := page[id]; state != nil {
				state.Tenant.Incoming = append(state.Tenant.Incoming, from.into(id)...)
			}
		}
	}
	return nil
}

// background reads what the subscriptions of a tenant are judged by, where that has
// not been read yet.
func (s *scan) background(ctx context.Context, id string) error {
	if _, known := s.delivered[id]; known {
		return nil
	}
	s.delivered[id] = nil
	err := s.deliveries(ctx, span{id, id}, nil)
	if err != nil {
		return err
	}
	return s.changes(ctx, span{id, id})
}

func (s *scan) transfers(ctx context.Context, in span, page map[string]*reconcile.TenantState) error {
	columns := s.facts().transfers
	rows, err := collect(ctx, s.snapshot.tx, s.snapshot.store.sql.TransferList, in.args(), columns.scanSourced)
	for _, transfer := range merged(rows, columns.named, s.snapshot.merger.Transfer) {
		if state := page[transfer.TenantID]; state != nil {
			state.Tenant.Transfers = append(state.Tenant.Transfers, transfer)
		}
	}
	return err
}

// pointTo gives every tenant the tenants that its moves point to. Each of them
// is read once for the page.
func (s *scan) pointTo(ctx context.Context, page []*reconcile.TenantState) error {
	read := map[string]*reconcile.TargetTenant{}
	for _, state := range page {
		seen := map[string]bool{state.Tenant.ID: true}
		for i := range state.Tenant.Moves {
			id := state.Tenant.Moves[i].Destination()
			if seen[id] {
				continue
			}
			seen[id] = true
			target := read[id]
			if target == nil {
				var err error
				target, err = s.target(ctx, id)
				if err != nil {
					return err
				}
				read[id] = target
			}
			state.Tenant.Targets = append(state.Tenant.Targets, target)
		}
	}
	s.targets = read
	return nil
}

// target reads a tenant as the moves of others see it.
func (s *scan) target(ctx context.Context, id string) (*reconcile.TargetTenant, error) {
	if target := s.targets[id]; target != nil {
		return target, nil
	}
	state := reconcile.TenantState{Tenant: reconcile.Tenant{Profile: reconcile.Profile{ID: id}}}
	only, in := map[string]*reconcile.TenantState{id: &state}, span{id, id}
	for _, read := range []func(context.Context, span, map[string]*reconcile.TenantState) error{
		s.profiles, s.deliveries, s.moves, s.incoming, s.transfers,
	} {
		err := read(ctx, in, only)
		if err != nil {
			return nil, err
		}
	}
	err := s.changes(ctx, in)
	if err != nil {
		return nil, err
	}
	rows, err := s.subscriptions(ctx, s.snapshot.store.sql.SubscriptionList, in)
	if err != nil {
		return nil, err
	}
	state.Carried = rows.carried
	coverage := s.snapshot.merger.Coverage(&state)
	own := origin{moves: state.Tenant.Moves, transfers: state.Tenant.Transfers}
	own.add(rows)
	return &reconcile.TargetTenant{
		Profile: state.Tenant.Profile, Subscriptions: rows.there, Missing: rows.lost, Moves: state.Tenant.Moves,
		Incoming: append(own.into(id), state.Tenant.Incoming...), ObservedAt: coverage.ObservedAt,
	}, nil
}

// subscriptions gathers those of a query.
func (s *scan) subscriptions(ctx context.Context, q sqlfiles.Query, in span) (*gathering, error) {
	rows := s.gathering()
	err := s.snapshot.tx.each(ctx, q, in.args(), func(sqlRows *sql.Rows) (bool, error) {
		_, err := rows.read(sqlRows)
		return true, err
	})
	rows.end()
	return rows, err
}
