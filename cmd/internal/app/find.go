package app

import (
	"context"
	"strconv"

	"handover/reconcile"
	"handover/sql/store"
)

// FindRun returns the run that a number, last or previous names. The last two are
// the newest published runs of all jobs and tenants; what looked at a part, or stands
// beside the history as a backfill, goes by its number only.
func FindRun(ctx context.Context, st *store.Store, name string) (reconcile.Run, error) {
	skip := 0
	switch name {
	case "last":
	case "previous":
		skip = 1
	default:
		return numbered(ctx, st, name)
	}
	runs, err := st.WholeRuns(ctx, skip+1)
	if err != nil {
		return reconcile.Run{}, err
	}
	if len(runs) <= skip {
		return reconcile.Run{}, Usagef("there is no %s run of all jobs and tenants yet; handover run makes one, handover runs lists the others", name)
	}
	return runs[skip], nil
}

func numbered(ctx context.Context, st *store.Store, name string) (reconcile.Run, error) {
	seq, err := strconv.ParseInt(name, 10, 64)
	if err != nil {
		return reconcile.Run{}, Usagef("run %q is neither a number nor last nor previous", name)
	}
	run, ok, err := st.Run(ctx, seq)
	if err != nil {
		return reconcile.Run{}, err
	}
	if !ok {
		return reconcile.Run{}, Usagef("unknown run %d; handover runs lists them", seq)
	}
	return run, nil
}
