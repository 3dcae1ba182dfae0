package store

import (
	"context"
	"database/sql"

	"handover/reconcile"
)

// DeliveredTenants returns the ids, sorted, of all tenants of which a source has ever
// delivered something, of whatever kind.
func (s *Store) DeliveredTenants(ctx context.Context, source string) ([]string, error) {
	var ids []string
	err := s.reading(ctx, "list the tenants of "+source, func(t *tx) (err error) {
		ids, err = readAll[string](ctx, t, s.sql.DeliveredTenants, source)
		return err
	})
	return ids, err
}

// Delivered returns the ids, sorted, of all tenants of which the source of the delivery has
// ever delivered something before, of whatever kind.
func (im *Import) Delivered(ctx context.Context) ([]string, error) {
	err := im.sink.pause(ctx)
	if err != nil {
		return nil, err
	}
	return readAll[string](ctx, im.tx, im.store.sql.DeliveredTenants, im.header.Source)
}

// HeldSubscriptions returns the subscriptions that a source has of some tenants, by tenant:
// of each that it has not lost what it has become, by id. A tenant without any is left out.
func (s *Store) HeldSubscriptions(ctx context.Context, source string, tenants []string) (map[string]map[string][]string, error) {
	keys, held := make([]any, len(tenants)), make(map[string]map[string][]string, len(tenants))
	for i, id := range tenants {
		keys[i] = id
	}
	err := s.reading(ctx, "list the subscriptions of "+source, func(t *tx) error {
		return t.eachOf(ctx, s.sql.HeldSubscriptions, []any{source}, keys, func(rows *sql.Rows) (bool, error) {
			var tenant, id, successors string
			err := rows.Scan(&tenant, &id, &successors)
			if err != nil {
				return false, err
			}
			if held[tenant] == nil {
				held[tenant] = map[string][]string{}
			}
			held[tenant][id], err = fromList[string](successors)
			return true, err
		})
	})
	return held, err
}

// Told returns of which fields a source has told something, by tenant: of the choice for
// the end of the term, and of the window of cancellation, be it that there is none.
func (s *Store) Told(ctx context.Context, source string) (told map[string]reconcile.Fields, err error) {
	err = s.reading(ctx, "read what "+source+" has told", func(t *tx) error {
		told, err = t.told(ctx, s.sql.ImportTold, source)
		return err
	})
	return told, err
}
