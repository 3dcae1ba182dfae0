package ingest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"handover/reconcile"
)

// uncontested refuses files of which each is said to hold all that one source knows of a
// tenant: the one would take away what the other has brought. It looks before anything is
// stored, and only at files that have a source and a kind in common.
func (i *Importer) uncontested(ctx context.Context, opts Options, files [][]*input) error {
	var feeds []feed
	whole := map[feed][]*delivery{}
	for _, parts := range files {
		for _, d := range i.deliveries(opts, parts, parts[0].sum, false) {
			f := feed{d.im.Source, d.im.Kind}
			if !d.im.Complete || !slices.Contains([]reconcile.DeliveryKind{reconcile.SubscriptionRows, reconcile.MoveRows, reconcile.TransferRows}, f.kind) {
				continue
			}
			if whole[f] == nil {
				feeds = append(feeds, f)
			}
			whole[f] = append(whole[f], d)
		}
	}
	for _, f := range feeds {
		if len(whole[f]) == 1 {
			continue
		}
		holders := map[string]*delivery{}
		for _, d := range whole[f] {
			if d.isWhole() && d != whole[f][0] {
				return &UsageError{Path: d.name, Reason: fmt.Sprintf(
					"it and %s are each said to hold all of %s; name the newer one alone", printable(whole[f][0].short), f.source)}
			}
			if err := d.hold(ctx, holders); err != nil {
				return err
			}
		}
	}
	return nil
}

// hold notes the tenants of a file among those that are held, unless another file holds one.
func (d *delivery) hold(ctx context.Context, holders map[string]*delivery) error {
	if d.foreign != nil {
		if err := d.survey(ctx); err != nil {
			return err
		}
	}
	empty := true
	for p, err := range d.portions(ctx) {
		if err != nil {
			return err
		}
		for i := range p.rows {
			empty = false
			if p.rows[i].problems != nil {
				continue
			}
			if err := d.claim(tenantOfRow(&p.rows[i].fact), holders); err != nil {
				return err
			}
		}
	}
	if empty && d.foreign != nil && d.foreign.file.Tenant != "" { // the list of one who has nothing
		return d.claim(d.foreign.file.Tenant, holders)
	}
	return nil
}

// claim notes that a file holds a tenant, unless another one does.
func (d *delivery) claim(tenant string, holders map[string]*delivery) error {
	key := reconcile.Fold(tenant)
	other := holders[key]
	switch {
	case other == nil:
		holders[strings.Clone(key)] = d
	case other != d:
		return &UsageError{Path: d.name, Reason: fmt.Sprintf("it and %s are both about %s, and each is said to hold all of it; "+
			"name the newer one alone, put both into one file, or leave out --complete or complete_for", printable(other.short), tenant)}
	}
	return nil
}
