package store

import (
	"context"
	"database/sql"
	"time"

	"handover/reconcile"
)

// Stats counts what the store holds.
func (s *Store) Stats(ctx context.Context) (reconcile.Stats, error) {
	var stats reconcile.Stats
	err := s.reading(ctx, "count the facts", func(t *tx) error {
		var oldest, newest sql.NullInt64
		err := t.one(ctx, s.sql.StatsCounts, nil, &stats.Tenants, &stats.Subscriptions, &stats.Moves, &oldest, &newest)
		if err != nil {
			return err
		}
		stats.OldestAt, stats.NewestAt = fromSeconds(oldest), fromSeconds(newest)
		stats.Imports, err = collect(ctx, t, s.sql.StatsImports, nil, scanLastImport)
		if err != nil {
			return err
		}
		stats.Sources, err = collect(ctx, t, s.sql.StatsSources, nil, scanSourceStats)
		return err
	})
	return stats, err
}

func scanLastImport(rows *sql.Rows) (reconcile.LastImport, error) {
	var im reconcile.LastImport
	var at int64
	err := rows.Scan(&im.Source, &im.Kind, &at, &im.Rows, &im.Rejected, &im.Complete)
	im.ObservedAt = time.Unix(at, 0).UTC()
	return im, err
}

func scanSourceStats(rows *sql.Rows) (reconcile.SourceStats, error) {
	var s reconcile.SourceStats
	var at int64
	err := rows.Scan(&s.Source, &s.Tenants, &at, &s.Complete, &s.Alone)
	if at != 0 {
		s.ObservedAt = time.Unix(at, 0).UTC()
	}
	return s, err
}
