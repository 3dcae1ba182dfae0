package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

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
		return reconcile.Run{}, Usagef("there is no %s run of all areas and customers yet; handover run makes one, handover runs lists the others", name)
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

// FindSubscription returns the subscription that a text names, in one of some tenants
// (none are all): by its id, by the beginning of one, or by the id of a finding about it.
// One that only a move names is found by its whole id. A text that names none, or more
// than one, is a usage error.
func FindSubscription(ctx context.Context, snapshot *store.Snapshot, text string, tenants []string) (reconcile.SubscriptionKey, error) {
	text = reconcile.CanonicalID(strings.TrimSpace(text))
	having, err := snapshot.TenantsOf(ctx, text)
	if err != nil {
		return reconcile.SubscriptionKey{}, err
	}
	var keys []reconcile.SubscriptionKey
	for _, tenant := range having {
		keys = append(keys, reconcile.SubscriptionKey{TenantID: tenant, ID: text})
	}
	exact := len(keys) > 0
	if !exact {
		keys, err = snapshot.Find(ctx, text)
		if err != nil {
			return reconcile.SubscriptionKey{}, err
		}
	}
	var elsewhere []string
	if len(tenants) > 0 {
		keys = slices.DeleteFunc(keys, func(k reconcile.SubscriptionKey) bool {
			apart := !slices.Contains(tenants, k.TenantID)
			if apart {
				elsewhere = append(elsewhere, k.TenantID)
			}
			return apart
		})
	}
	var names []string
	for _, key := range keys {
		if exact {
			names = append(names, key.TenantID)
		} else {
			names = append(names, key.ID)
		}
	}
	switch {
	case len(keys) == 0 && len(elsewhere) > 0:
		return reconcile.SubscriptionKey{}, Usagef("the customer %s has no subscription %q; it is known of %s", strings.Join(tenants, ", "), text, strings.Join(elsewhere, ", "))
	case len(keys) == 0:
		return reconcile.SubscriptionKey{}, Usagef("unknown subscription %q; no import has named it", text)
	case len(keys) == 1:
		return keys[0], nil
	case exact:
		return reconcile.SubscriptionKey{}, Usagef("subscription %q is with several customers, name one with --tenant: %s", text, strings.Join(names, ", "))
	default:
		return reconcile.SubscriptionKey{}, Usagef("%q is the beginning of several subscriptions: %s", text, strings.Join(names, ", "))
	}
}
