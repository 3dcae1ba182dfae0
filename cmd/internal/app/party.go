package app

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports"
	"handover/sql/store"
)

// mostCandidates is how many parties a message names that may have been meant.
const mostCandidates = 5

// named finds the one party that a text means, of those that a sequence yields, a party
// as often as it has names. what is what parties are called, and unknown what is wrong
// where there is none.
func named(parties iter.Seq2[reconcile.Party, error], what, text, unknown string) (string, error) {
	var called, alike []reconcile.Party
	for p, err := range parties {
		switch {
		case err != nil:
			return "", err
		case p.IsCalled(text):
			called = append(called, p)
		case len(alike) < mostCandidates && p.Resembles(text) && !slices.ContainsFunc(alike, func(a reconcile.Party) bool { return a.ID == p.ID }):
			alike = append(alike, p)
		}
	}
	slices.SortFunc(called, func(a, b reconcile.Party) int { return cmp.Compare(a.ID, b.ID) })
	called = slices.CompactFunc(called, func(a, b reconcile.Party) bool { return a.ID == b.ID })
	switch {
	case len(called) == 1:
		return called[0].ID, nil
	case len(called) > 1:
		return "", Usagef("more than one %s is called %q: %s; give the id", what, text, listed(called))
	case len(alike) > 0:
		return "", Usagef("unknown %s %q; did you mean %s?", what, text, listed(alike))
	default:
		return "", Usagef("unknown %s %q; %s", what, text, unknown)
	}
}

// listed names parties for a message, a few where there are many.
func listed(parties []reconcile.Party) string {
	var names []string
	for i := range parties {
		if i == mostCandidates {
			names = append(names, "…")
			break
		}
		names = append(names, cmp.Or(strings.TrimSpace(parties[i].Name), parties[i].Domain)+" ("+parties[i].ID+")")
	}
	return strings.Join(names, ", ")
}

// KnownTenants returns the ids, each once and sorted, of tenants that are given by id,
// name or domain, and refuses those that no import has named. None stay none, which
// means all.
func KnownTenants(ctx context.Context, snapshot *store.Snapshot, texts []string) ([]string, error) {
	var known []string
	for _, text := range texts {
		id := reconcile.CanonicalID(strings.TrimSpace(text))
		n, err := snapshot.CountTenants(ctx, []string{id})
		if err == nil && n == 0 {
			id, err = named(snapshot.TenantNames(ctx), "customer", text, "no import has named it")
		}
		if err != nil {
			return nil, err
		}
		known = append(known, id)
	}
	slices.Sort(known)
	return slices.Compact(known), nil
}

// CoveredTenants returns the ids of tenants that are given by id, name or domain, as a
// run knew them. It refuses those that the run did not look at: an empty report would
// hide a mistake.
func CoveredTenants(ctx context.Context, report *store.Report, texts []string) ([]string, error) {
	var ids []string
	for _, text := range texts {
		id := reconcile.CanonicalID(strings.TrimSpace(text))
		there, err := covers(ctx, report, id)
		if err == nil && !there {
			id, err = named(covered(ctx, report), "customer", text, "run "+reports.RunID(new(report.Run()))+" did not look at it")
		}
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func covers(ctx context.Context, report *store.Report, id string) (bool, error) {
	for _, err := range report.Coverage(ctx, reconcile.Filter{Tenants: []string{id}}) {
		return err == nil, err
	}
	return false, nil
}

// covered yields the tenants that a run looked at, as it knew them.
func covered(ctx context.Context, report *store.Report) iter.Seq2[reconcile.Party, error] {
	return func(yield func(reconcile.Party, error) bool) {
		for c, err := range report.Coverage(ctx, reconcile.Filter{}) {
			if !yield(reconcile.Party{ID: c.TenantID, Name: c.Name, Domain: c.Domain}, err) {
				return
			}
		}
	}
}

// KnownSeller returns the id of a seller that is given by id or name, and refuses one of
// which no import has told; an empty text is any.
func KnownSeller(ctx context.Context, snapshot *store.Snapshot, text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return "", nil
	}
	return named(snapshot.SellerNames(ctx), "seller", text, "no import has named it")
}
