package storetest

import (
	"maps"
	"slices"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"handover/reconcile"
	"handover/reconcile/merge"
)

// drawnSources is what several sources have delivered of t1, row by row.
type drawnSources struct {
	hour  int
	rows  map[string]map[string]*reconcile.SourceRow // by id and source
	first map[string]bool                            // sources that have delivered
}

// testDrawnSources delivers at random and compares what a scan shows with the merge
// of what was delivered.
func testDrawnSources(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		b.wipe()
		w := drawnSources{rows: map[string]map[string]*reconcile.SourceRow{}, first: map[string]bool{}}
		for range rapid.IntRange(1, 6).Draw(t, "deliveries") {
			b.deliver(w.draw(t))
		}
		weigh := merge.New(merge.NewSources(2*day*time.Hour, reconcile.Source{Name: "left", Retired: true}), at(w.hour+1))
		var want reconcile.Tenant
		for _, id := range slices.Sorted(maps.Keys(w.rows)) {
			var rows []reconcile.SourceRow
			for _, row := range w.rows[id] {
				rows = append(rows, *row)
			}
			if s := weigh.Subscription(rows); s.Gone {
				want.Missing = append(want.Missing, s)
			} else {
				want.Subscriptions = append(want.Subscriptions, s)
			}
		}
		n, err := b.the().Snapshot(b.Context(), weigh)
		b.must(err)
		defer func() { b.must(n.Close()) }()
		got := all(b, n.Tenants(b.Context(), []string{"t1"}))[0].Tenant
		if diff := cmp.Diff(want, got, exactly(), cmpopts.IgnoreFields(reconcile.Subscription{}, "History"),
			cmpopts.IgnoreFields(reconcile.Tenant{}, "Profile")); diff != "" {
			t.Fatalf("tenant (-merged +stored):\n%s", diff)
		}
	})
}

// draw draws the next delivery and remembers it.
func (w *drawnSources) draw(t *rapid.T) delivery {
	w.hour += rapid.IntRange(1, 40).Draw(t, "hours")
	narrow := reconcile.FieldsOf(reconcile.FieldQuantity)
	d := delivery{
		at: w.hour, source: rapid.SampledFrom([]string{"csv", "giacom", "reconciliation", "graph", "left"}).Draw(t, "source"),
		complete: rapid.Bool().Draw(t, "complete"), narrower: true,
		carries: rapid.SampledFrom([]reconcile.Fields{reconcile.AllFields(), reconcile.AllFields(), narrow, narrow.With(reconcile.FieldStatus)}).Draw(t, "carries"),
	}
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"s1", "s2", "s3"}), 1, 3, rapid.ID[string]).Draw(t, "ids")
	for _, id := range ids {
		row := sub("t1", id, rapid.Int64Range(1, 3).Draw(t, "seats"))
		s := row.Subscription
		s.Status = ""
		if d.carries.Has(reconcile.FieldStatus) {
			s.Status = rapid.SampledFrom([]reconcile.Status{reconcile.Active, reconcile.Deleted, "odd", ""}).Draw(t, "status")
		}
		if d.carries == reconcile.AllFields() {
			s.EndOfTerm = rapid.SampledFrom([]reconcile.EndOfTerm{reconcile.NoAction, reconcile.ActionCancel}).Draw(t, "action")
			s.CommitmentEnd = rapid.SampledFrom([]reconcile.Day{reconcile.DayOf(at(2 * day)), reconcile.DayOf(at(9 * day))}).Draw(t, "end").Start()
			s.RenewQuantity = rapid.SampledFrom([]reconcile.Count{{}, reconcile.CountOf(4)}).Draw(t, "renew")
		}
		d.rows = append(d.rows, row)
		w.keep(&d, *s)
	}
	w.miss(&d, ids)
	w.first[d.source] = true
	return d
}

func (w *drawnSources) keep(d *delivery, s reconcile.Subscription) {
	s.Source, s.ObservedAt = d.source, at(d.at)
	now := &reconcile.SourceRow{Subscription: s, Carries: d.carries}
	today := reconcile.DayOf(at(d.at))
	switch was := w.rows[s.ID][d.source]; {
	case was != nil:
		now.FirstSeen, now.ThereSince = was.FirstSeen, was.ThereSince
	case w.first[d.source]:
		now.FirstSeen = today
	default:
		now.ThereSince = today
	}
	if w.rows[s.ID] == nil {
		w.rows[s.ID] = map[string]*reconcile.SourceRow{}
	}
	w.rows[s.ID][d.source] = now
}

// miss marks what the delivery does not hold.
func (w *drawnSources) miss(d *delivery, ids []string) {
	for id, sources := range w.rows {
		row := sources[d.source]
		if row == nil || slices.Contains(ids, id) {
			continue
		}
		if !row.Lacked || d.complete && !row.Gone {
			row.MissingSince = reconcile.DayOf(at(d.at))
		}
		row.Lacked, row.Gone = true, row.Gone || d.complete
	}
}
