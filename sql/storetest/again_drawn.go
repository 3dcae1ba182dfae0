package storetest

import (
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// testPassedOver delivers files at random, most of them like the one before, and
// compares all that can be read after each with what a store tells that is made to
// stage every row.
func testPassedOver(b *bench) {
	rapid.Check(b.T, func(t *rapid.T) {
		story := drawStory(t)
		quick := b.tell(story)
		for i := range story {
			story[i].plain = true
		}
		for i, plain := range b.tell(story) {
			if diff := cmp.Diff(plain, quick[i], exactly()); diff != "" {
				t.Fatalf("after delivery %d (-all staged +some passed over):\n%s", i+1, diff)
			}
		}
	})
}

// afterwards is what can be read after a delivery.
type afterwards struct {
	Counts  reconcile.ImportCounts
	Refused string
	Tenants []reconcile.TenantState
	Stats   reconcile.Stats
	Rows    []reconcile.SourceRow
}

func (b *bench) tell(story []delivery) []afterwards {
	b.Helper()
	b.wipe()
	var all []afterwards
	for _, d := range story {
		var now afterwards
		var err error
		now.Counts, err = b.tryDeliver(d)
		if err != nil {
			now.Refused = err.Error()
		}
		now.Tenants = b.scan()
		now.Stats, err = b.the().Stats(b.Context())
		b.must(err)
		now.Rows = b.sourceRows(now.Tenants)
		all = append(all, now)
	}
	return all
}

// sourceRows returns what each source says of each subscription.
func (b *bench) sourceRows(states []reconcile.TenantState) []reconcile.SourceRow {
	b.Helper()
	n, err := b.the().Snapshot(b.Context(), merger())
	b.must(err)
	defer func() { b.must(n.Close()) }()
	var list []reconcile.SourceRow
	for _, state := range states {
		for _, s := range slices.Concat(state.Tenant.Subscriptions, state.Tenant.Missing) {
			rows, err := n.Sources(b.Context(), reconcile.SubscriptionKey{TenantID: s.TenantID, ID: s.ID})
			b.must(err)
			list = append(list, rows...)
		}
	}
	return list
}

// drawnRow is a row of a file that is being drawn.
type drawnRow struct {
	tenant, id string
	seats      int64
	own        int // hours, of an observation time of its own
	refused    bool
}

func drawStory(t *rapid.T) []delivery {
	files := map[string][]drawnRow{}
	var story []delivery
	hour := day
	for range rapid.IntRange(2, 9).Draw(t, "deliveries") {
		hour += rapid.SampledFrom([]int{day, day, day, 1, 0}).Draw(t, "hours")
		if rapid.IntRange(0, 5).Draw(t, "moves") == 0 {
			story = append(story, delivery{kind: reconcile.MoveRows, at: hour, rows: rows{move("t1", "s1"), move("t2", "s2")}})
		}
		source := rapid.SampledFrom([]string{"csv", "csv", "csv", "graph"}).Draw(t, "source")
		file := drawFile(t, files[source])
		if rapid.IntRange(0, 2).Draw(t, "kept") > 0 {
			files[source] = file
		}
		story = append(story, drawDelivery(t, source, hour, file))
	}
	return story
}

func drawDelivery(t *rapid.T, source string, hour int, file []drawnRow) delivery {
	d := delivery{
		source: source, at: hour, clock: hour, complete: rapid.Bool().Draw(t, "complete"), sure: rapid.Bool().Draw(t, "sure"),
		narrower: rapid.IntRange(0, 3).Draw(t, "narrower") > 0,
	}
	switch rapid.IntRange(0, 9).Draw(t, "time") {
	case 0:
		d.at -= rapid.IntRange(1, 3*day).Draw(t, "late")
	case 1:
		d.at, d.clock = hour+year, hour+year
	case 2:
		d.at, d.clock = hour+rapid.IntRange(1, 3*day).Draw(t, "ahead"), 0
	case 3:
		d.at = hour + 1 // later than the clock
	}
	if rapid.IntRange(0, 5).Draw(t, "narrow") == 0 {
		d.carries = reconcile.FieldsOf(reconcile.FieldQuantity)
	}
	for _, row := range file {
		d.rows = append(d.rows, row.fact(d.carries == 0, d.at))
	}
	return d
}

func (r *drawnRow) fact(wide bool, at int) reconcile.FactRow {
	if r.refused {
		return rejected(r.tenant)
	}
	var own []int
	if r.own != 0 {
		own = append(own, at-r.own)
	}
	row := sub(r.tenant, r.id, r.seats, own...)
	if !wide {
		row.Subscription.Status = ""
		return row
	}
	row.Subscription.CommitmentEnd = reconcile.NewDay(2026, 12, int(r.seats)).Start()
	return row
}

// drawFile draws what became of a file: often nothing.
func drawFile(t *rapid.T, before []drawnRow) []drawnRow {
	file := slices.Clone(before)
	if len(file) == 0 {
		for _, tenant := range []string{"t1", "t2", "t3"} {
			for _, id := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 3, rapid.ID[string]).Draw(t, "ids") {
				file = append(file, drawnRow{tenant: tenant, id: tenant + id, seats: 1})
			}
		}
		file = append(file, drawnRow{tenant: "t1", id: "s1", seats: 1}, drawnRow{tenant: "t2", id: "s2", seats: 1})
		slices.SortFunc(file, func(a, b drawnRow) int { return strings.Compare(a.tenant+a.id, b.tenant+b.id) })
	}
	for range rapid.SampledFrom([]int{0, 0, 1, 1, 2, 4}).Draw(t, "changes") {
		i := rapid.IntRange(0, len(file)-1).Draw(t, "row")
		switch rapid.IntRange(0, 8).Draw(t, "what") {
		case 0, 1, 2:
			file[i].seats = rapid.Int64Range(1, 4).Draw(t, "seats")
		case 3:
			if len(file) > 1 {
				file = slices.Delete(file, i, i+1)
			}
		case 4:
			tenant := rapid.SampledFrom([]string{"t1", "t2", "t3"}).Draw(t, "tenant")
			id := rapid.SampledFrom([]string{"t1a", "t1b", "t2a", "t2b", "t3a", "s1"}).Draw(t, "id")
			file = slices.Insert(file, i, drawnRow{tenant: tenant, id: id, seats: 1})
		case 5:
			k := rapid.IntRange(0, len(file)-1).Draw(t, "other")
			file[i], file[k] = file[k], file[i]
		case 6:
			tenant := rapid.SampledFrom([]string{"t1", "t2", ""}).Draw(t, "refused")
			file = slices.Insert(file, i, drawnRow{tenant: tenant, refused: true})
		case 7:
			file[i].own = rapid.SampledFrom([]int{-5, 0, 0, 30}).Draw(t, "own")
		default:
			file = slices.DeleteFunc(file, func(r drawnRow) bool { return r.refused })
			if len(file) == 0 {
				file = append(file, drawnRow{tenant: "t1", id: "s1", seats: 1})
			}
		}
	}
	return file
}
