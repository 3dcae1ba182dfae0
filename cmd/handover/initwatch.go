package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"handover/cmd/internal/app"
	"handover/cmd/internal/config"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/sql/store"
)

// watchAll stands for every customer that has rows of other sellers.
const watchAll = "all"

// foreignTenant is a customer to whom others have sold.
type foreignTenant struct {
	id, name, domain string
	rows             int
	sellers          []string
}

// watchOthers lists what others sold to each customer, and plans to take over that of the
// customers who were chosen.
func (b *beginning) watchOthers(ctx context.Context, settings *config.Config) error {
	tenants, err := b.others(ctx, settings)
	if err != nil {
		return err
	}
	if len(tenants) == 0 {
		return b.say("\nNo other seller's subscription is in these files: there is nothing to take over yet.\n\n")
	}
	if err := b.listOthers(tenants); err != nil {
		return err
	}
	chosen, err := b.choose(tenants)
	if err != nil || len(chosen) == 0 {
		return err
	}
	moves := make([]reconcile.Move, len(chosen))
	for i, t := range chosen {
		moves[i] = reconcile.Move{TenantID: t.id, SourceID: reconcile.WatchAll, Route: reconcile.RouteAuto, Status: reconcile.MovePlanned}
	}
	who := decider{by: "init", reason: "chosen with --watch"}
	err = b.app.Writing(ctx, func(_ *config.Config, st *store.Store) error {
		_, err := who.enter(ctx, b.app, settings, st, moves) // nothing stands against a first decision
		return err
	})
	if err != nil {
		return err
	}
	return b.say("%s watched from now on.\n\n", plural(len(chosen), "customer"))
}

// others reads who has rows that are not ours.
func (b *beginning) others(ctx context.Context, settings *config.Config) (list []foreignTenant, err error) {
	partner := settings.Us()
	err = b.app.Reading(ctx, func(_ *config.Config, st *store.Store) (err error) {
		snapshot, err := st.Snapshot(ctx, b.app.Merger(settings))
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, snapshot.Close()) }()
		for state, err := range snapshot.Tenants(ctx, nil) {
			if err != nil {
				return err
			}
			if t := othersOf(&state, partner); t.rows > 0 {
				list = append(list, t)
			}
		}
		return nil
	})
	slices.SortFunc(list, func(a, b foreignTenant) int { return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.id, b.id)) })
	return list, err
}

func othersOf(state *reconcile.TenantState, partner *reconcile.Partner) foreignTenant {
	t := foreignTenant{id: state.Tenant.ID, name: state.Tenant.Name, domain: state.Tenant.Domain}
	for i := range state.Tenant.Subscriptions {
		s := &state.Tenant.Subscriptions[i]
		if partner.Ours(s) || s.Status == reconcile.Deleted {
			continue
		}
		t.rows++
		if seller := cmp.Or(s.SellerName, s.SellerID, string(s.Channel), "unknown"); !slices.Contains(t.sellers, seller) {
			t.sellers = append(t.sellers, seller)
		}
	}
	slices.Sort(t.sellers)
	return t
}

func (b *beginning) listOthers(tenants []foreignTenant) error {
	if b.app.Flags.Quiet {
		return nil
	}
	t := aligned.New(b.app.Stdout)
	t.Line("\nWhat other sellers sold:")
	t.Row("CUSTOMER", "TENANT", "SUBSCRIPTIONS", "SELLERS")
	for _, tenant := range tenants {
		t.Row(orDash(tenant.name), tenant.id, tenant.rows, strings.Join(tenant.sellers, ", "))
	}
	t.Line("")
	return t.Flush()
}

// choose returns the customers who are to be taken over.
func (b *beginning) choose(tenants []foreignTenant) ([]foreignTenant, error) {
	wanted := b.options.watch
	if len(wanted) == 0 && b.answers != nil {
		answer, err := b.askUntil("Take over from which customers (all, none, or names divided by ;)", func(answer string) error {
			_, err := chosenOf(tenants, strings.Split(answer, ";"))
			return err
		})
		if err != nil {
			return nil, err
		}
		wanted = strings.Split(answer, ";")
	}
	chosen, err := chosenOf(tenants, wanted)
	if err == nil && len(chosen) == 0 {
		err = b.say("Nothing is taken over yet: `handover moves add` plans it, `handover run` tells what to do then.\n\n")
	}
	return chosen, err
}

// chosenOf returns the customers who are named.
func chosenOf(tenants []foreignTenant, wanted []string) ([]foreignTenant, error) {
	var chosen []foreignTenant
	for _, name := range wanted {
		name = strings.TrimSpace(name)
		switch {
		case name == "" || strings.EqualFold(name, "none"):
			continue
		case strings.EqualFold(name, watchAll):
			return tenants, nil
		}
		at := slices.IndexFunc(tenants, func(t foreignTenant) bool {
			return t.id == reconcile.CanonicalID(name) || strings.EqualFold(t.name, name) || t.domain != "" && strings.EqualFold(t.domain, name)
		})
		if at < 0 {
			return nil, app.Usagef("--watch %q is none of the customers above, by id, name or domain", name)
		}
		if !slices.ContainsFunc(chosen, func(t foreignTenant) bool { return t.id == tenants[at].id }) {
			chosen = append(chosen, tenants[at])
		}
	}
	return chosen, nil
}
