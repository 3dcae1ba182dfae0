package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"handover/reconcile"
)

// Trend returns the points of the latest whole runs (reconcile.Run.Whole) as of an
// instant or earlier that were published when the view began, the oldest first, at
// most reconcile.MaxTrend.
func (n *Snapshot) Trend(ctx context.Context, asOf time.Time) ([]reconcile.TrendPoint, error) {
	args := []any{asOf.Unix(), int64(len(reconcile.Jobs())), int64(reconcile.MaxTrend)}
	points, err := collect(ctx, n.tx, n.store.sql.TrendRuns, args, scanTrendPoint)
	slices.Reverse(points)
	return points, err
}

func scanTrendPoint(rows *sql.Rows) (reconcile.TrendPoint, error) {
	var r reconcile.Run
	var asOf int64
	var summary string
	err := rows.Scan(&r.Seq, &asOf, &summary)
	if err != nil {
		return reconcile.TrendPoint{}, err
	}
	r.AsOf = time.Unix(asOf, 0).UTC()
	err = json.Unmarshal([]byte(summary), &r.Summary)
	if err != nil {
		return reconcile.TrendPoint{}, fmt.Errorf("read the summary of run %d: %w", r.Seq, err)
	}
	return reconcile.TrendPointOf(&r), nil
}

// noTrend is the text of a trend without points, also of every run that was
// stored before trends were.
const noTrend = "[]"

func trendText(points []reconcile.TrendPoint) (string, error) {
	if len(points) == 0 {
		return noTrend, nil
	}
	text, err := json.Marshal(points)
	return string(text), err
}

func fromTrend(text string) ([]reconcile.TrendPoint, error) {
	if text == noTrend {
		return nil, nil
	}
	var points []reconcile.TrendPoint
	err := json.Unmarshal([]byte(text), &points)
	if err != nil {
		return nil, fmt.Errorf("read the trend: %w", err)
	}
	return points, nil
}
