package main

import (
	"context"
	"fmt"

	"handover/cmd/internal/app"
	"handover/jobs/deliver"
	"handover/reconcile"
	"handover/reports/aligned"
	"handover/sql/store"
)

// releaseAll records that letters may go to addresses.
func (o *deliverOptions) releaseAll(ctx context.Context, a *app.App, d *app.Delivery, run *reconcile.Run, addresses []string) error {
	waiting, err := d.Waiting(ctx, run.Seq, o.to)
	if err != nil {
		return err
	}
	chosen, before := waiting, []reconcile.Release(nil)
	if !o.all {
		releases, err := d.Releases(ctx)
		if err != nil {
			return err
		}
		if chosen, before, err = named(waiting, releases, addresses); err != nil {
			return err
		}
	}
	if err := d.ReleasedBy(ctx, o.by, chosen); err != nil || a.Flags.Quiet {
		return err
	}
	t := aligned.New(a.Stdout)
	for i := range chosen {
		t.Row("Released", chosen[i].Address.Address, chosen[i].Name)
	}
	for i := range before {
		t.Row("Released already", before[i].Address, fmt.Sprintf("on %s by %s", reconcile.DayOf(before[i].At), before[i].Actor))
	}
	switch {
	case len(chosen) == 0 && o.all:
		t.Line("No address waits.")
	case len(chosen) > 0:
		t.Line("handover deliver sends the letters now, else the next night does.")
	}
	return t.Flush()
}

// named returns the letters that wait at some addresses, and what was released before of
// those at which none waits: of each one or the other.
func named(waiting []deliver.Parcel, releases []reconcile.Release, addresses []string) (chosen []deliver.Parcel, before []reconcile.Release, err error) {
	for _, address := range addresses {
		known := len(chosen) + len(before)
		for _, l := range waiting {
			if deliver.ReleaseAddress(l.Address.Address) == deliver.ReleaseAddress(address) {
				chosen = append(chosen, l)
			}
		}
		if len(chosen)+len(before) > known {
			continue
		}
		for _, r := range releases {
			if r.Address == deliver.ReleaseAddress(address) {
				before = append(before, r)
			}
		}
		if len(chosen)+len(before) == known {
			return nil, nil, app.Usagef("no letter waits for the address %q; handover deliver --dry-run lists those that wait", address)
		}
	}
	return chosen, before, nil
}

// listReleases lists the addresses to which letters may go.
func listReleases(ctx context.Context, a *app.App, st *store.Store) error {
	list, err := st.Releases(ctx)
	if err != nil {
		return err
	}
	t := aligned.New(a.Stdout, "ADDRESS", "PARTY", "RELEASED", "BY")
	for i := range list {
		r := &list[i]
		t.Row(r.Address, r.Party.Kind+" "+r.Party.ID, reconcile.DayOf(r.At), r.Actor)
	}
	return t.Flush()
}
