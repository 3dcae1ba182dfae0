package ingest

import (
	"context"
	"fmt"

	"handover/reconcile"
)

// isWhole reports whether the file holds all subscriptions that its source knows, of any
// tenant.
func (d *delivery) isWhole() bool {
	return d.im.Complete && d.foreign != nil && d.foreign.format.CompleteFor == "file" && d.im.Kind == reconcile.SubscriptionRows
}

// isEmptyList reports whether the file is the empty list of all subscriptions of a tenant,
// which its name tells.
func (d *delivery) isEmptyList(count *staged) bool {
	return d.im.Complete && d.foreign != nil && d.foreign.file.Tenant != "" && d.im.Kind == reconcile.SubscriptionRows &&
		count.rows+count.unplaced == 0 && len(count.skipped) == 0
}

// addNothing takes a tenant as one without subscriptions.
func (d *delivery) addNothing(ctx context.Context, tenant string) error {
	err := d.writer.Add(ctx, reconcile.FactRow{Nothing: tenant})
	if err != nil {
		return fmt.Errorf("store that %s holds nothing of %s: %w", printable(d.name), tenant, err)
	}
	return nil
}

// addUnnamed takes the tenants of which the source has delivered something before, and
// that the file does not name, as ones without subscriptions.
func (d *delivery) addUnnamed(ctx context.Context, named map[string]bool) error {
	known, err := d.writer.Delivered(ctx)
	if err != nil {
		return fmt.Errorf("ask of whom %s has delivered something before: %w", d.im.Source, err)
	}
	for _, tenant := range known {
		if named[tenant] {
			continue
		}
		err := d.addNothing(ctx, tenant)
		if err != nil {
			return err
		}
	}
	return nil
}
