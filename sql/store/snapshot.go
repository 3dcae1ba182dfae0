package store

import (
	"context"
	"database/sql"
	"iter"
	"slices"

	"handover/reconcile"
	"handover/reconcile/merge"
	sqlfiles "handover/sql"
)

// tenantsPerPage bounds what a scan holds: the facts around that many tenants,
// and the subscriptions of one.
const tenantsPerPage = 200

// Snapshot is one consistent view of the facts and of the findings that the
// published runs left. It is a transaction that ends with its context at the
// latest and can do one thing at a time: nothing may be asked of it while one of
// its sequences is ranged over.
type Snapshot struct {
	store  *Store
	tx     *tx
	merger *merge.Merger
	last   int64 // the last published run of the store's history
	from   int64 // the run at which a bridge begins; 0: there is none
}

// Snapshot begins a view in which the merger makes one fact of what several sources
// say; nil where only tenants are counted. The caller closes it.
func (s *Store) Snapshot(ctx context.Context, merger *merge.Merger) (*Snapshot, error) {
	t, err := s.begin(ctx, "read the facts", snapshot())
	if err != nil {
		return nil, err
	}
	n := &Snapshot{store: s, tx: t, merger: merger}
	// Both databases fix the view at the first read.
	err = t.one(ctx, s.sql.RunLast, nil, &n.last)
	if err != nil {
		t.drop()
		return nil, err
	}
	return n, nil
}

// Close ends the view. It may be called again.
func (n *Snapshot) Close() error {
	n.tx.drop()
	return nil
}

// Catalog returns all offers.
func (n *Snapshot) Catalog(ctx context.Context) (reconcile.Catalog, error) {
	columns := n.store.facts.offers
	rows, err := collect(ctx, n.tx, n.store.sql.OfferList, nil, columns.scanSourced)
	if err != nil {
		return reconcile.Catalog{}, err
	}
	return reconcile.NewCatalog(merged(rows, columns.named, n.merger.Offer)), nil
}

// Sellers returns all sellers by id.
func (n *Snapshot) Sellers(ctx context.Context) (reconcile.Sellers, error) {
	columns := n.store.facts.sellers
	rows, err := collect(ctx, n.tx, n.store.sql.SellerList, nil, columns.scanSourced)
	if err != nil {
		return nil, err
	}
	sellers := reconcile.Sellers{}
	for _, s := range merged(rows, columns.named, n.merger.Seller) {
		sellers[s.ID] = s
	}
	return sellers, nil
}

// CountTenants tells how many tenants Tenants yields for the same ids.
func (n *Snapshot) CountTenants(ctx context.Context, ids []string) (int, error) {
	total := 0
	for _, r := range rangesOf(ids) {
		var in int
		err := n.tx.one(ctx, n.store.sql.TenantCount, []any{r.first, r.last}, &in)
		if err != nil {
			return 0, err
		}
		total += in
	}
	return total, nil
}

// TenantsOf returns the tenants, sorted, in which any source has ever seen a
// subscription or from which a move names it as its source.
func (n *Snapshot) TenantsOf(ctx context.Context, subscriptionID string) ([]string, error) {
	return readAll[string](ctx, n.tx, n.store.sql.SubscriptionTenants, subscriptionID, subscriptionID)
}

// Find returns the subscriptions whose ids begin with a text; where there is none,
// those of the findings whose ids do. It gives a few where there are many.
func (n *Snapshot) Find(ctx context.Context, text string) ([]reconcile.SubscriptionKey, error) {
	if text == "" {
		return nil, nil
	}
	for _, q := range []sqlfiles.Query{n.store.sql.SubscriptionPrefix, n.store.sql.FindingSubscription} {
		keys, err := collect(ctx, n.tx, q, []any{text, text + lastText}, func(rows *sql.Rows) (reconcile.SubscriptionKey, error) {
			var key reconcile.SubscriptionKey
			err := rows.Scan(&key.TenantID, &key.ID)
			return key, err
		})
		if err != nil || len(keys) > 0 {
			return keys, err
		}
	}
	return nil, nil
}

// Sources returns what each source says of a subscription.
func (n *Snapshot) Sources(ctx context.Context, key reconcile.SubscriptionKey) ([]reconcile.SourceRow, error) {
	s := scan{snapshot: n, delivered: map[string][]delivered{}, history: map[rowKey][]change{}}
	var err error
	s.imports, err = n.importTimes(ctx)
	if err != nil {
		return nil, err
	}
	err = s.background(ctx, key.TenantID)
	if err != nil {
		return nil, err
	}
	rows := s.gathering()
	err = n.tx.each(ctx, n.store.sql.SubscriptionSources, []any{key.TenantID, key.ID}, func(sqlRows *sql.Rows) (bool, error) {
		_, err := rows.read(sqlRows)
		return true, err
	})
	return rows.rows, err
}

// Tenants streams the tenants in the order of their ids, whole and with what is
// known around them; nil ids are all, unknown ones are left out.
func (n *Snapshot) Tenants(ctx context.Context, ids []string) iter.Seq2[reconcile.TenantState, error] {
	return sequence(func(yield func(reconcile.TenantState) bool) error {
		scan := scan{snapshot: n, targets: map[string]*reconcile.TargetTenant{}}
		var err error
		scan.imports, err = n.importTimes(ctx)
		if err != nil {
			return err
		}
		for _, r := range rangesOf(ids) {
			more, err := scan.walk(ctx, r, yield)
			if err != nil || !more {
				return err
			}
		}
		return nil
	})
}

// span is a range of ids, both ends included.
type span struct{ first, last string }

// one reports whether only one id is in the range.
func (r span) one() bool { return r.first == r.last }

func (r span) args(before ...any) []any { return append(before, r.first, r.last) }

// rangesOf returns the ranges that hold just the given ids, in their order.
func rangesOf(ids []string) []span {
	if ids == nil {
		return []span{{"", lastText}}
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(ids)))
	ranges := make([]span, 0, len(sorted))
	for _, id := range sorted {
		ranges = append(ranges, span{id, id})
	}
	return ranges
}

// scan is one walk over tenants.
type scan struct {
	snapshot *Snapshot

	// targets keeps the target tenants of the page before, since moves of many
	// tenants often point to the same one.
	targets map[string]*reconcile.TargetTenant

	// Of the tenants of the page, and those around them, how their subscriptions were
	// delivered, and how these changed.
	delivered map[string][]delivered
	quiet     map[string]bool    // nothing moves there
	imports   map[string][]int64 // by source, when its files of subscriptions came
	history   map[rowKey][]change
}

func (s *scan) facts() *tables { return &s.snapshot.store.facts }

// walk yields the tenants of a range, page by page; more is false when the
// consumer has had enough.
func (s *scan) walk(ctx context.Context, r span, yield func(reconcile.TenantState) bool) (more bool, err error) {
	n := s.snapshot
	if r.one() {
		var known int
		err := n.tx.one(ctx, n.store.sql.TenantCount, r.args(), &known)
		if err != nil || known == 0 {
			return err == nil, err
		}
		return s.page(ctx, []string{r.first}, yield)
	}
	for after := ""; ; {
		ids, err := readAll[string](ctx, n.tx, n.store.sql.TenantPage, after, tenantsPerPage)
		if err != nil || len(ids) == 0 {
			return err == nil, err
		}
		more, err := s.page(ctx, ids, yield)
		if err != nil || !more {
			return false, err
		}
		after = ids[len(ids)-1]
	}
}

// page reads what lies around some tenants, then streams their subscriptions
// and yields each tenant as soon as its last one is read.
func (s *scan) page(ctx context.Context, ids []string, yield func(reconcile.TenantState) bool) (bool, error) {
	page, err := s.load(ctx, ids)
	if err != nil {
		return false, err
	}
	rows := s.gathering()
	next := 0 // the tenant that is being read
	emit := func() bool {
		state := page[next]
		state.Carried = rows.carried
		state.Tenant.Subscriptions, state.Tenant.Missing = rows.take()
		page[next] = nil
		next++
		return yield(*state)
	}
	stopped := false
	err = s.snapshot.tx.each(ctx, s.snapshot.store.sql.SubscriptionList, []any{ids[0], ids[len(ids)-1]},
		func(sqlRows *sql.Rows) (bool, error) {
			row, err := rows.read(sqlRows)
			if err != nil {
				return false, err
			}
			for next < len(page) && page[next].Tenant.ID < row.TenantID {
				if !emit() {
					stopped = true
					return false, nil
				}
			}
			return true, nil
		})
	rows.end()
	for err == nil && !stopped && next < len(page) {
		stopped = !emit()
	}
	return !stopped, err
}
