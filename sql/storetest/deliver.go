package storetest

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"handover/reconcile"
	"handover/reconcile/merge"
)

// at returns an instant by its number of hours since a fixed one.
func at(hour int) time.Time {
	return time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(hour) * time.Hour)
}

// delivery is one import. Lines count from 2, the header being the first.
type delivery struct {
	kind     reconcile.DeliveryKind // empty: subscriptions
	source   string                 // empty: csv
	at       int
	complete bool
	carries  reconcile.Fields // none: all
	narrower bool
	sure     bool
	keep     int    // hours for which history is kept; 0: for ever
	clock    int    // hours, of the importing computer; 0: it has none
	plain    bool   // nothing is passed over
	by       string // who decided so; empty: nobody, a feed tells it
	rows     []reconcile.FactRow
	want     *reconcile.ImportCounts
}

// sub is a subscription row whose quantity tells one content from another. seen
// is its own observation time, 0 for the delivery's.
func sub(tenant, id string, quantity int64, seen ...int) reconcile.FactRow {
	s := &reconcile.Subscription{TenantID: tenant, ID: id, Quantity: reconcile.CountOf(quantity), Status: reconcile.Active}
	for _, hour := range seen {
		s.ObservedAt = at(hour)
	}
	return reconcile.FactRow{Subscription: s}
}

func rejected(tenant string) reconcile.FactRow {
	return reconcile.FactRow{Rejected: &reconcile.RejectedRow{TenantID: tenant}}
}

func torn(tenant string) reconcile.FactRow {
	return reconcile.FactRow{Rejected: &reconcile.RejectedRow{TenantID: tenant, Torn: true}}
}

func profile(tenant, name string) reconcile.FactRow {
	return reconcile.FactRow{Tenant: &reconcile.Profile{ID: tenant, Name: name}}
}

func move(tenant, source string, targets ...string) reconcile.FactRow {
	return reconcile.FactRow{Move: &reconcile.Move{
		TenantID: tenant, SourceID: source, TargetIDs: targets, Route: reconcile.RouteAuto, Status: reconcile.MovePlanned,
	}}
}

// transfer is one of tenant t1.
func transfer(id string, status reconcile.TransferStatus) reconcile.FactRow {
	return reconcile.FactRow{Transfer: &reconcile.Transfer{TenantID: "t1", ID: id, Status: status}}
}

// deliver imports and checks the counts where the delivery says them.
func (b *bench) deliver(d delivery) reconcile.ImportCounts {
	b.Helper()
	counts, err := b.tryDeliver(d)
	b.must(err)
	if d.want != nil && counts != *d.want {
		b.Errorf("delivery of %s at %d: counts %+v, want %+v", d.source, d.at, counts, *d.want)
	}
	return counts
}

func (b *bench) tryDeliver(d delivery) (reconcile.ImportCounts, error) {
	b.Helper()
	counts, err := b.deliverOnce(d)
	if errors.Is(err, reconcile.ErrScattered) {
		d.plain = true
		return b.deliverOnce(d)
	}
	return counts, err
}

func (b *bench) deliverOnce(d delivery) (reconcile.ImportCounts, error) {
	b.Helper()
	im, err := Begin(b.Context(), b.the(), d.header())
	b.must(err)
	defer func() { b.must(im.Rollback()) }()
	for i, row := range d.rows {
		row.Line = int64(i + 2)
		err := im.Add(b.Context(), row)
		if err != nil {
			return reconcile.ImportCounts{}, err
		}
	}
	return im.Commit(b.Context())
}

func (d delivery) header() reconcile.Import {
	header := reconcile.Import{
		Source: d.source, Kind: d.kind, ObservedAt: at(d.at), Complete: d.complete, SHA256: "00", Carries: d.carries,
		Scattered: d.plain, Narrower: d.narrower, Sure: d.sure, KeepHistory: time.Duration(d.keep) * time.Hour,
	}
	if d.by != "" {
		header.Actor, header.Reason = d.by, "a reason"
	}
	if d.clock != 0 {
		header.Clock, header.Tolerance = at(d.clock), 5*time.Minute
	}
	if header.Carries == 0 {
		header.Carries = reconcile.AllFields()
	}
	if header.Source == "" {
		header.Source = "csv"
	}
	if header.Kind == "" {
		header.Kind = reconcile.SubscriptionRows
	}
	return header
}

// merger weighs sources of which none is ever too old, on the first of December.
func merger() *merge.Merger { return merge.New(merge.NewSources(100*365*24*time.Hour), at(30*24)) }

// scan reads tenants in a snapshot of its own.
func (b *bench) scan(ids ...string) []reconcile.TenantState {
	b.Helper()
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	return all(b, n.Tenants(b.Context(), ids))
}

func (b *bench) tenant(id string) reconcile.TenantState {
	b.Helper()
	states := b.scan(id)
	if len(states) != 1 {
		b.Fatalf("the store knows %d tenants %s", len(states), id)
	}
	return states[0]
}

// facts writes what a scan shows of subscriptions: "t1 s1 csv 5", "t1 s2 gone".
func (b *bench) facts() []string {
	b.Helper()
	var lines []string
	for _, state := range b.scan() {
		for _, s := range state.Tenant.Subscriptions {
			lines = append(lines, fmt.Sprintf("%s %s %s %d", state.Tenant.ID, s.ID, s.Source, s.Quantity.N))
		}
		for _, s := range state.Tenant.Missing {
			lines = append(lines, fmt.Sprintf("%s %s gone", state.Tenant.ID, s.ID))
		}
	}
	return sorted(lines)
}

// deliveries writes how a tenant was delivered: "csv subscriptions at 3, 1 rejected", of one
// that the store does not know "nobody".
func (b *bench) deliveries(tenant string) []string {
	b.Helper()
	if len(b.scan(tenant)) == 0 {
		return []string{"nobody"}
	}
	var lines []string
	for _, d := range b.tenant(tenant).Deliveries {
		seen := "never"
		if !d.ObservedAt.IsZero() {
			seen = fmt.Sprintf("at %d", int(d.ObservedAt.Sub(at(0))/time.Hour))
		}
		lines = append(lines, fmt.Sprintf("%s %s %s, %d rejected", d.Source, d.Kind, seen, d.Rejected))
	}
	return sorted(lines)
}

// moves writes the moves of a tenant: "s1 -> s2;s3 planned 2026-11-30".
func (b *bench) moves(tenant string) []string {
	b.Helper()
	var lines []string
	for _, m := range b.tenant(tenant).Tenant.Moves {
		source := m.SourceID
		if m.SourceSellerID != "" {
			source += " of " + m.SourceSellerID
		}
		line := fmt.Sprintf("%s -> %s %s %s", source, strings.Join(m.TargetIDs, ";"), m.Status, m.ExpectedEnd)
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return sorted(lines)
}

func sorted(lines []string) []string {
	slices.Sort(lines)
	return lines
}

// all collects a sequence that must not fail.
func all[T any](b *bench, seq iter.Seq2[T, error]) []T {
	b.Helper()
	var list []T
	for item, err := range seq {
		b.must(err)
		list = append(list, item)
	}
	return list
}
