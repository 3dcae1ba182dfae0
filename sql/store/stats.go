package store

import (
	"context"
	"database/sql"
	"slices"
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
		if err != nil {
			return err
		}
		return t.each(ctx, s.sql.StatsNotRead, nil, func(rows *sql.Rows) (bool, error) { return true, addNotRead(&stats, rows) })
	})
	return stats, err
}

func addNotRead(stats *reconcile.Stats, rows *sql.Rows) error {
	var failed reconcile.SourceStats
	err := rows.Scan(&failed.Source, &failed.NotRead, &failed.Shut)
	at := slices.IndexFunc(stats.Sources, func(s reconcile.SourceStats) bool { return s.Source == failed.Source })
	if at < 0 {
		at = len(stats.Sources)
		stats.Sources = append(stats.Sources, failed)
	}
	stats.Sources[at].NotRead, stats.Sources[at].Shut = failed.NotRead, failed.Shut
	return err
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
