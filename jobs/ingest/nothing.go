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

// addNothing takes the tenants of which the source has delivered something before, and
// that the file does not name, as ones without subscriptions.
func (d *delivery) addNothing(ctx context.Context, named map[string]bool) error {
	known, err := d.writer.Delivered(ctx)
	if err != nil {
		return fmt.Errorf("ask of whom %s has delivered something before: %w", d.im.Source, err)
	}
	for _, tenant := range known {
		if named[tenant] {
			continue
		}
		err := d.writer.Add(ctx, reconcile.FactRow{Nothing: tenant})
		if err != nil {
			return fmt.Errorf("store that %s holds nothing of %s: %w", printable(d.name), tenant, err)
		}
	}
	return nil
}
