package store

import (
	"context"
	"database/sql"
	"time"

	"handover/reconcile"
)

// Stats says what the store holds and how old it is.
type Stats struct {
	Tenants       int
	Subscriptions int // those that some source still has, each once per tenant
	Moves         int
	OldestAt      time.Time // of the newest observations by source, kind and tenant; zero: none
	NewestAt      time.Time
	Imports       []LastImport // the last one by source and kind
}

// LastImport is the last delivery of one kind by one source.
type LastImport struct {
	Source     string
	Kind       reconcile.DeliveryKind
	ObservedAt time.Time
	Rows       int64
	Rejected   int64
}

// Stats counts what the store holds.
func (s *Store) Stats(ctx context.Context) (Stats, error) {
	var stats Stats
	err := s.reading(ctx, "count the facts", func(t *tx) error {
		var oldest, newest sql.NullInt64
		err := t.one(ctx, s.sql.StatsCounts, nil, &stats.Tenants, &stats.Subscriptions, &stats.Moves, &oldest, &newest)
		if err != nil {
			return err
		}
		stats.OldestAt, stats.NewestAt = fromSeconds(oldest), fromSeconds(newest)
		stats.Imports, err = collect(ctx, t, s.sql.StatsImports, nil, scanLastImport)
		return err
	})
	return stats, err
}

func scanLastImport(rows *sql.Rows) (LastImport, error) {
	var im LastImport
	var at int64
	err := rows.Scan(&im.Source, &im.Kind, &at, &im.Rows, &im.Rejected)
	im.ObservedAt = time.Unix(at, 0).UTC()
	return im, err
}
