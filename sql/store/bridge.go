package store

import (
	"context"
	"database/sql"
	"slices"

	"handover/reconcile"
)

// Opening returns the number of the last published run of the same jobs and tenants, 0
// where there is none. From then on Tenants tells how that run left each finding.
func (n *Snapshot) Opening(ctx context.Context, jobs []reconcile.Job, tenants []string) (int64, error) {
	wanted := slices.Sorted(slices.Values(jobs))
	var run int64
	var has []reconcile.Job
	alike := func() bool {
		slices.Sort(has)
		return run != 0 && slices.Equal(has, wanted)
	}
	err := n.tx.each(ctx, n.store.sql.RunAlike, []any{n.last, list(tenants)}, func(rows *sql.Rows) (bool, error) {
		var seq int64
		var job reconcile.Job
		err := rows.Scan(&seq, &job)
		if err != nil {
			return false, err
		}
		if seq != run {
			if alike() {
				return false, nil
			}
			run, has = seq, nil
		}
		has = append(has, job)
		return true, nil
	})
	if err != nil {
		return 0, err
	}
	n.from = 0
	if alike() {
		n.from = run
	}
	return n.from, nil
}

// openings are how the run at which a bridge begins left the findings of a page: as
// their last version has it, or where runs since then have touched them as it was.
type openings struct {
	run     int64 // 0: there is no bridge
	left    map[findingKey]reconcile.Opening
	reasons map[findingKey]reconcile.ResolvedReason // for which they were resolved last
}

// openings looks for what has been touched only where a run came between.
func (s *scan) openings(ctx context.Context, in span) (openings, error) {
	n := s.snapshot
	o := openings{n.from, map[findingKey]reconcile.Opening{}, map[findingKey]reconcile.ResolvedReason{}}
	if n.from == 0 || n.from == n.last {
		return o, nil
	}
	err := n.tx.each(ctx, n.store.sql.OpeningVersions, in.args(n.from, n.from, n.from, n.last), func(rows *sql.Rows) (bool, error) {
		var cause reconcile.Cause
		f, err := scanFinding(rows, &cause)
		o.left[keyOf(&f.Finding)] = openingOf(f.Exposure, cause)
		return true, err
	})
	if err != nil {
		return o, err
	}
	err = n.tx.each(ctx, n.store.sql.OpeningResolutions, in.args(n.from, n.last), func(rows *sql.Rows) (bool, error) {
		var key findingKey
		var reason reconcile.ResolvedReason
		err := rows.Scan(&key.tenant, &key.id, &reason)
		o.reasons[key] = reason
		return true, err
	})
	return o, err
}

// add says of a finding, whose last version holds from one run up to another, how the
// bridge begins with it: by its exposure as of then.
func (o *openings) add(known *reconcile.KnownFinding, cause reconcile.Cause, from, to int64, exposure reconcile.Exposure) {
	key := keyOf(&known.Finding)
	known.Opening = o.left[key]
	if o.run != 0 && from <= o.run && o.run < to {
		known.Opening = openingOf(exposure, cause)
	}
	if !known.Open {
		known.Reason = o.reasons[key]
	}
}

func openingOf(exposure reconcile.Exposure, cause reconcile.Cause) reconcile.Opening {
	silenced := cause == reconcile.CauseSuppressed
	return reconcile.Opening{Listed: !silenced, Silenced: silenced, Exposure: exposure}
}
