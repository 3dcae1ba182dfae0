package rules_test

import (
	"cmp"
	"encoding/csv"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"handover/reconcile"
	"handover/reconcile/merge"
	"handover/reconcile/rules/rulestest"
)

// maxAge is how old a source may be in the cases, which is the default of runs.
const maxAge = 48 * time.Hour

// rowKey names a row of a tenant, sourced one of one source.
type rowKey struct{ tenant, id string }

// book keeps what sources have delivered, night after night, as a store does.
type book struct {
	t         *testing.T
	delivered map[rowKey]bool // source and tenant: subscriptions came before

	tenants       map[string]map[string]reconcile.Sourced[reconcile.Profile]
	sellers       map[string]map[string]reconcile.Sourced[reconcile.Seller]
	offers        map[string]map[string]reconcile.Sourced[reconcile.Offer]
	transfers     map[rowKey]map[string]reconcile.Sourced[reconcile.Transfer]
	completions   map[rowKey]reconcile.Day
	subscriptions map[rowKey]map[string]*reconcile.SourceRow
	history       map[rowKey][]reconcile.FactChange
	moves         []reconcile.Move
}

// read turns the deliveries of a case into values, as of its last.
func read(t *testing.T, c *rulestest.Case) *facts {
	t.Helper()
	b := &book{
		t: t, delivered: map[rowKey]bool{},
		tenants:       map[string]map[string]reconcile.Sourced[reconcile.Profile]{},
		sellers:       map[string]map[string]reconcile.Sourced[reconcile.Seller]{},
		offers:        map[string]map[string]reconcile.Sourced[reconcile.Offer]{},
		transfers:     map[rowKey]map[string]reconcile.Sourced[reconcile.Transfer]{},
		completions:   map[rowKey]reconcile.Day{},
		subscriptions: map[rowKey]map[string]*reconcile.SourceRow{},
		history:       map[rowKey][]reconcile.FactChange{},
	}
	var at time.Time
	for _, n := range c.Deliveries() {
		at = instantOf(t, n.Seen)
		b.take(&n, at)
	}
	return b.merged(at)
}

// take keeps one delivery, file by file in the order in which an import reads
// them.
func (b *book) take(n *rulestest.Night, at time.Time) {
	files := n.Files()
	for _, name := range []string{"tenants.csv", "sellers.csv", "catalog.csv", "subscriptions.csv", "moves.csv", "transfers.csv"} {
		if files[name] == "" {
			continue
		}
		records, err := csv.NewReader(strings.NewReader(files[name])).ReadAll()
		if err != nil {
			b.t.Fatalf("read %s: %v", name, err)
		}
		there := map[rowKey]bool{}
		for _, record := range records[1:] {
			r := row{t: b.t, cells: map[string]string{}}
			for i, column := range records[0] {
				r.cells[column] = record[i]
			}
			there[b.keep(name, n.Source, at, &r)] = true
			for column := range r.cells {
				b.t.Fatalf("%s: unknown column %s", name, column)
			}
		}
		if name == "subscriptions.csv" {
			b.miss(n, at, there)
		}
	}
	// What a move expects is the end as merged when it first came, else the first
	// one known after that.
	b.expectEnds(b.merged(at))
}

func (b *book) keep(name, source string, at time.Time, r *row) rowKey {
	switch name {
	case "tenants.csv":
		p := r.tenant()
		put(b.tenants, p.ID, source, at, p)
	case "sellers.csv":
		s := r.seller()
		put(b.sellers, s.ID, source, at, s)
	case "catalog.csv":
		o := r.offer()
		put(b.offers, o.ID, source, at, o)
	case "transfers.csv":
		t := r.transfer()
		key := rowKey{t.TenantID, t.ID}
		put(b.transfers, key, source, at, t)
		if (t.Status == reconcile.TransferComplete || t.Status == reconcile.TransferPartial) && !b.completions[key].Known() {
			b.completions[key] = reconcile.DayOf(at)
		}
	case "moves.csv":
		b.move(r.move(), at)
	case "subscriptions.csv":
		return b.subscription(source, at, r)
	}
	return rowKey{}
}

func put[K comparable, T any](kept map[K]map[string]reconcile.Sourced[T], key K, source string, at time.Time, fact T) {
	if kept[key] == nil {
		kept[key] = map[string]reconcile.Sourced[T]{}
	}
	kept[key][source] = reconcile.Sourced[T]{Source: source, ObservedAt: at, Fact: fact}
}

// move keeps a move in the place of the one with the same source and targets, and
// one with targets in that of an open one without.
func (b *book) move(m reconcile.Move, at time.Time) {
	m.FirstSeen = reconcile.DayOf(at)
	same := func(was reconcile.Move) bool {
		return was.TenantID == m.TenantID && was.SourceID == m.SourceID && was.SourceSellerID == m.SourceSellerID &&
			(slices.Equal(was.TargetIDs, m.TargetIDs) || len(was.TargetIDs) == 0 && was.IsOpen())
	}
	was := slices.IndexFunc(b.moves, same)
	if was < 0 {
		b.moves = append(b.moves, m)
		return
	}
	m.FirstSeen = b.moves[was].FirstSeen
	if !m.ExpectedEnd.Known() {
		m.ExpectedEnd = b.moves[was].ExpectedEnd
	}
	b.moves[was] = m
}

func (b *book) expectEnds(f *facts) {
	f.expectEnds()
	for i := range b.moves {
		b.moves[i].ExpectedEnd = f.moves[i].ExpectedEnd
	}
}

// subscription keeps a row of one source, with what has changed in it.
func (b *book) subscription(source string, at time.Time, r *row) rowKey {
	cells := maps.Clone(r.cells)
	now := reconcile.SourceRow{Subscription: r.subscription()}
	now.Source, now.ObservedAt = source, at
	for column := range cells {
		if field, ok := reconcile.ParseField(column); ok {
			now.Carries = now.Carries.With(field)
		}
	}
	key := rowKey{now.TenantID, now.ID}
	was := b.subscriptions[key][source]
	switch {
	case was != nil:
		now.FirstSeen, now.ThereSince = was.FirstSeen, was.ThereSince
	case b.delivered[rowKey{source, now.TenantID}]:
		now.FirstSeen = reconcile.DayOf(at)
	default:
		now.ThereSince = reconcile.DayOf(at)
	}
	if b.subscriptions[key] == nil {
		b.subscriptions[key] = map[string]*reconcile.SourceRow{}
	}
	b.subscriptions[key][source] = &now
	var before time.Time
	if was != nil {
		before = was.ObservedAt
	}
	b.note(key, reconcile.FactChange{Source: source, Seen: at, Before: before}, &now, cells)
	return key
}

// note writes into the history what a source says differently than before.
func (b *book) note(key rowKey, c reconcile.FactChange, now *reconcile.SourceRow, cells map[string]string) {
	if end, _ := reconcile.LastDay(&now.Subscription); end.Known() {
		cells["commitment_end"] = end.String()
	}
	cells["present"] = "true"
	for _, column := range []string{
		"present", "commitment_end", "quantity", "auto_renew", "end_of_term", "status", "offer_id", "seller_id", "unit_price",
		"trial", "renew_quantity", "renew_offer_id", "renew_term",
	} {
		if value, carried := cells[column]; carried {
			c.Column, c.Value = column, value
			b.change(key, c)
		}
	}
}

func (b *book) change(key rowKey, c reconcile.FactChange) {
	for _, was := range slices.Backward(b.history[key]) {
		if was.Source == c.Source && was.Column == c.Column {
			if was.Value == c.Value {
				return
			}
			break
		}
	}
	b.history[key] = append(b.history[key], c)
}

// miss marks the rows of the delivered tenants that the source no longer holds.
func (b *book) miss(n *rulestest.Night, at time.Time, there map[rowKey]bool) {
	for key := range there {
		b.delivered[rowKey{n.Source, key.tenant}] = true
	}
	for key, bySource := range b.subscriptions {
		r := bySource[n.Source]
		if r == nil || there[key] || !slices.ContainsFunc(slices.Collect(maps.Keys(there)), func(k rowKey) bool { return k.tenant == key.tenant }) {
			continue
		}
		r.Lacked = true
		if n.Complete && !r.Gone {
			r.Gone, r.MissingSince = true, reconcile.DayOf(at)
			b.change(key, reconcile.FactChange{Source: n.Source, Column: "present", Value: "false", Seen: at})
		}
	}
}

// merged returns what all sources together say.
func (b *book) merged(at time.Time) *facts {
	m := merge.New(merge.NewSources(maxAge), at)
	f := &facts{moves: slices.Clone(b.moves)}
	f.tenants = mergedBy(b.tenants, cmp.Compare[string], m.Profile)
	f.sellers = reconcile.Sellers{}
	for _, s := range mergedBy(b.sellers, cmp.Compare[string], m.Seller) {
		f.sellers[s.ID] = s
	}
	f.offers = mergedBy(b.offers, cmp.Compare[string], m.Offer)
	f.transfers = mergedBy(b.transfers, compareKeys, m.Transfer)
	for i := range f.transfers {
		f.transfers[i].CompleteSeen = b.completions[rowKey{f.transfers[i].TenantID, f.transfers[i].ID}]
	}
	for _, key := range slices.SortedFunc(maps.Keys(b.subscriptions), compareKeys) {
		var rows []reconcile.SourceRow
		for _, r := range b.subscriptions[key] {
			rows = append(rows, *r)
		}
		s := m.Subscription(rows)
		s.History = b.history[key]
		f.subscriptions = append(f.subscriptions, s)
	}
	return f
}

func mergedBy[K comparable, T any](kept map[K]map[string]reconcile.Sourced[T], order func(a, b K) int,
	merge func([]reconcile.Sourced[T]) (T, bool),
) []T {
	var list []T
	for _, key := range slices.SortedFunc(maps.Keys(kept), order) {
		if fact, ok := merge(slices.Collect(maps.Values(kept[key]))); ok {
			list = append(list, fact)
		}
	}
	return list
}

func compareKeys(a, b rowKey) int {
	return cmp.Or(strings.Compare(a.tenant, b.tenant), strings.Compare(a.id, b.id))
}

// instantOf reads a day or an instant.
func instantOf(t *testing.T, text string) time.Time {
	t.Helper()
	if len(text) == len(time.DateOnly) {
		text += "T00:00:00Z"
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
