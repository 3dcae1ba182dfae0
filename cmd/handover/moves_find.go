package main

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"handover/cmd/internal/app"
	"handover/reconcile"
)

// tenants returns the tenant that is named; none where there is no name.
func (x *mover) tenants(ctx context.Context) ([]string, error) {
	if x.o.tenant == "" {
		return nil, nil
	}
	return app.KnownTenants(ctx, x.snapshot, []string{x.o.tenant})
}

// source finds the subscription, or the part of a tenant, that a decision is about.
func (x *mover) source(ctx context.Context, subscription string) (m reconcile.Move, err error) {
	x.o.all = x.o.all || subscription == reconcile.WatchAll && x.o.seller == ""
	if subscription == reconcile.WatchAll {
		subscription = ""
	}
	named := 0
	for _, given := range []bool{subscription != "", x.o.all, x.o.seller != ""} {
		if given {
			named++
		}
	}
	if named != 1 {
		return m, app.Usagef("name one of a subscription, --all and --seller")
	}
	tenants, err := x.tenants(ctx)
	if err != nil {
		return m, err
	}
	m = reconcile.Move{Route: reconcile.RouteAuto, Status: reconcile.MovePlanned}
	if !x.o.watches() {
		key, err := app.FindSubscription(ctx, x.snapshot, subscription, tenants)
		m.TenantID, m.SourceID = key.TenantID, key.ID
		return m, err
	}
	if len(tenants) == 0 {
		return m, app.Usagef("--all and --seller need --tenant: whose subscriptions move")
	}
	m.TenantID, m.SourceID = tenants[0], reconcile.WatchAll
	m.SourceSellerID, err = app.KnownSeller(ctx, x.snapshot, x.o.seller)
	return m, err
}

// of returns the moves that are stored of a source: the open ones, else those that are
// done, else those that are dropped.
func (x *mover) of(ctx context.Context, source *reconcile.Move) ([]reconcile.Move, error) {
	var open, done, dropped []reconcile.Move
	for m, err := range x.snapshot.Moves(ctx, []string{source.TenantID}, source.SourceID) {
		if err != nil {
			return nil, err
		}
		if m.SourceSellerID != source.SourceSellerID {
			continue
		}
		switch {
		case m.IsOpen():
			open = append(open, m.Move)
		case m.Status == reconcile.MoveDropped:
			dropped = append(dropped, m.Move)
		default:
			done = append(done, m.Move)
		}
	}
	for _, moves := range [][]reconcile.Move{open, done} {
		if len(moves) > 0 {
			return moves, nil
		}
	}
	return dropped, nil
}

// isWatched reports whether a tenant is watched as a whole, or one of its sellers is.
func (x *mover) isWatched(ctx context.Context, tenant string) (bool, error) {
	for m, err := range x.snapshot.Moves(ctx, []string{tenant}, reconcile.WatchAll) {
		if err != nil || m.IsOpen() {
			return err == nil, err
		}
	}
	return false, nil
}

// existing returns the one move that is stored of a source. Of a tenant that is watched as
// a whole a subscription has one without being named: it is a move of its own from then on.
func (x *mover) existing(ctx context.Context, subscription string) (m reconcile.Move, stored bool, err error) {
	m, stored, err = x.find(ctx, subscription)
	if err != nil || stored {
		return m, stored, err
	}
	watched, err := x.isWatched(ctx, m.TenantID)
	if err == nil && !watched {
		err = x.unplanned(&m)
	}
	return m, false, err
}

func (x *mover) unplanned(m *reconcile.Move) error {
	return app.Usagef("no move is about %s of %s; handover moves lists them, handover moves add plans one", sourceText(m), x.called(m.TenantID))
}

// find returns the one move that is stored of a source, or a new one of a subscription
// that has none.
func (x *mover) find(ctx context.Context, subscription string) (m reconcile.Move, stored bool, err error) {
	m, err = x.source(ctx, subscription)
	if err != nil {
		return m, false, err
	}
	list, err := x.of(ctx, &m)
	if err != nil {
		return m, false, err
	}
	named := canonicalIDs(x.o.targets)
	if at := slices.IndexFunc(list, func(other reconcile.Move) bool { return slices.Equal(other.TargetIDs, named) }); len(named) > 0 && at >= 0 {
		return list[at], true, nil
	}
	switch len(list) {
	case 1:
		return list[0], true, nil
	case 0:
		if x.o.watches() {
			return m, false, x.unplanned(&m)
		}
		return m, false, nil
	default:
		var targets []string
		for i := range list {
			targets = append(targets, cmp.Or(strings.Join(list[i].TargetIDs, " "), "no target"))
		}
		if list[0].Status == reconcile.MoveDropped {
			return m, false, app.Usagef("%s has %d dropped moves (%s); handover moves add plans a new one", sourceText(&m), len(list), strings.Join(targets, "; "))
		}
		return m, false, app.Usagef("%s has %d moves (%s); drop those that are not meant, by their --target",
			sourceText(&m), len(list), strings.Join(targets, "; "))
	}
}

func (x *mover) called(tenant string) string { return cmp.Or(x.names[tenant], tenant) }
