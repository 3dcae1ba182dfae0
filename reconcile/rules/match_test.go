package rules

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func offersOfTheMatch() reconcile.Catalog {
	return reconcile.NewCatalog([]reconcile.Offer{{ID: "A:1", EquivalentTo: []string{"B:1"}}, {ID: "B:1"}, {ID: "C:1"}})
}

func seeking(id, offer string, needed int64, last reconcile.Day) seeker {
	return seeker{
		rowKey{"t", id},
		needed, last, last.AddDays(-90), &row{sub: &reconcile.Subscription{ID: id, TenantID: "t", OfferID: offer}},
		likeness{offer: offer, seats: needed, last: last},
	}
}

func offered(id, offer string, seats int64, start reconcile.Day) candidate {
	return candidate{
		rowKey{"t", id},
		seats, start, &target{sub: &reconcile.Subscription{ID: id, TenantID: "t", OfferID: offer}},
		likeness{offer: offer, seats: seats, start: start},
	}
}

// bondsOfTheMatch are those of a view in which all that is bought before the end is
// in time.
func bondsOfTheMatch() func(*seeker, *candidate) bond {
	p := reconcile.Policy{Limits: reconcile.Limits{MatchDaysBefore: 90}}
	v := &view{env: &Env{Catalog: offersOfTheMatch(), Policy: &p}}
	return func(s *seeker, c *candidate) bond {
		s.row.limit = limit{day: s.last}
		s.row.life.LastDay = s.last
		c.target.life = reconcile.Lifecycle{Status: reconcile.Active, Outcome: reconcile.Renews}
		c.target.sub.Created = c.start
		return v.bondOf(s, c)
	}
}

func TestMatch(t *testing.T) {
	last := reconcile.NewDay(2026, 12, 31)
	seek := func(id string, needed int64) seeker { return seeking(id, "A:1", needed, last) }
	have := func(id, offer string, seats int64) candidate { return offered(id, offer, seats, last.AddDays(-10)) }
	for _, c := range []struct {
		name       string
		seekers    []seeker
		candidates []candidate
		want       map[string][]string
	}{
		{
			"the same offer before an equivalent one",
			[]seeker{seek("s", 10)},
			[]candidate{have("b", "B:1", 10), have("z", "A:1", 20)},
			map[string][]string{"s": {"z"}},
		},
		{
			"exact seats before more",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "A:1", 11), have("b", "A:1", 10)},
			map[string][]string{"s": {"b"}},
		},
		{
			"the smallest that is larger",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "A:1", 30), have("b", "A:1", 12)},
			map[string][]string{"s": {"b"}},
		},
		{
			"several smaller ones together: the exact sum",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "A:1", 3), have("b", "A:1", 8), have("c", "A:1", 7), have("d", "A:1", 2)},
			map[string][]string{"s": {"a", "c"}},
		},
		{
			"several smaller ones together: the fewest",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "A:1", 2), have("b", "A:1", 3), have("c", "A:1", 5), have("d", "A:1", 4), have("e", "A:1", 6)},
			map[string][]string{"s": {"d", "e"}},
		},
		{
			"several smaller ones together: the same offer before a mixture",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "B:1", 5), have("b", "A:1", 5), have("c", "A:1", 4), have("d", "A:1", 3)},
			map[string][]string{"s": {"b", "c", "d"}},
		},
		{
			"several smaller ones together: a mixture",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "A:1", 3), have("b", "B:1", 8)},
			map[string][]string{"s": {"a", "b"}},
		},
		{
			"one takes several, so that both are served",
			[]seeker{seek("x", 10), seek("y", 20)},
			[]candidate{have("a", "A:1", 20), have("b", "A:1", 5), have("c", "A:1", 5)},
			map[string][]string{"x": {"b", "c"}, "y": {"a"}},
		},
		{
			"two are served rather than the one that ends first",
			[]seeker{seeking("x", "A:1", 20, last.AddDays(-1)), seek("y", 10), seek("z", 10)},
			[]candidate{have("a", "A:1", 10), have("b", "A:1", 10)},
			map[string][]string{"y": {"a"}, "z": {"b"}},
		},
		{
			"seats that are not known are enough, and come last",
			[]seeker{seek("x", 10), seek("y", 10)},
			[]candidate{have("a", "A:1", math.MaxInt64), have("b", "A:1", 12)},
			map[string][]string{"x": {"b"}, "y": {"a"}},
		},
		{
			"in time before the same offer",
			[]seeker{seek("s", 10)},
			[]candidate{offered("a", "A:1", 10, last.AddDays(1)), have("b", "B:1", 15)},
			map[string][]string{"s": {"b"}},
		},
		{
			"too late is better than nothing",
			[]seeker{seek("s", 10)},
			[]candidate{offered("a", "A:1", 10, last.AddDays(1))},
			map[string][]string{"s": {"a"}},
		},
		{
			"not enough together is no match",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "A:1", 3), have("b", "B:1", 6)},
			map[string][]string{},
		},
		{"another offer does not match", []seeker{seek("s", 10)}, []candidate{have("c", "C:1", 10)}, map[string][]string{}},
		{
			"bought long before",
			[]seeker{seek("s", 10)},
			[]candidate{offered("a", "A:1", 10, last.AddDays(-91))},
			map[string][]string{},
		},
		{
			"bought at the earliest",
			[]seeker{seek("s", 10)},
			[]candidate{offered("a", "A:1", 10, last.AddDays(-90))},
			map[string][]string{"s": {"a"}},
		},
		{"a start that is not known", []seeker{seek("s", 10)}, []candidate{offered("a", "A:1", 10, 0)}, map[string][]string{}},
		{
			"none is used twice: the earliest end first",
			[]seeker{seek("late", 10), seeking("early", "A:1", 10, last.AddDays(-1))},
			[]candidate{have("a", "A:1", 10)},
			map[string][]string{"early": {"a"}},
		},
		{
			"then the id",
			[]seeker{seek("y", 10), seek("x", 10)},
			[]candidate{have("a", "A:1", 10)},
			map[string][]string{"x": {"a"}},
		},
		{
			"one steps aside so that both are served",
			[]seeker{seek("x", 10), seek("y", 20)},
			[]candidate{have("a", "A:1", 20), have("b", "B:1", 10)},
			map[string][]string{"x": {"b"}, "y": {"a"}},
		},
		{"a row does not replace itself", []seeker{seek("s", 10)}, []candidate{have("s", "A:1", 10)}, map[string][]string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := matcher{bondOf: bondsOfTheMatch(), seekers: c.seekers, candidates: c.candidates}
			got := map[string][]string{}
			for key, ids := range m.match() {
				got[key.id] = ids
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is too little for a source is its target all the same where nobody else needs
// it, but only what is in time if there is any.
func TestMatchTakesTheRest(t *testing.T) {
	last := reconcile.NewDay(2026, 12, 31)
	m := matcher{
		bondOf: bondsOfTheMatch(), rest: true,
		seekers: []seeker{seeking("x", "A:1", 20, last), seeking("y", "A:1", 5, last)},
		candidates: []candidate{
			offered("a", "A:1", 5, last.AddDays(-3)), offered("b", "A:1", 6, last.AddDays(-3)), offered("c", "A:1", 7, last.AddDays(1)),
			offered("d", "A:1", 0, last.AddDays(-3)),
		},
	}
	want := map[rowKey][]string{{"t", "x"}: {"b"}, {"t", "y"}: {"a"}}
	if diff := cmp.Diff(want, m.match(), cmp.AllowUnexported(rowKey{})); diff != "" {
		t.Error(diff)
	}
}

// As many sources are covered as in any way to share the candidates out, of those
// ways in one that serves the earliest; nothing is used twice, and the order of the
// input does not matter.
func TestMatchServesAsManyAsAnyWay(t *testing.T) {
	offer := rapid.SampledFrom([]string{"A:1", "B:1", "C:1"})
	last := reconcile.NewDay(2026, 12, 31)
	rapid.Check(t, func(t *rapid.T) {
		var seekers []seeker
		for i := range rapid.IntRange(0, 5).Draw(t, "seekers") {
			seekers = append(seekers, seeking(fmt.Sprint("s", i), offer.Draw(t, "offer"), rapid.Int64Range(1, 8).Draw(t, "needed"),
				last.AddDays(rapid.IntRange(0, 120).Draw(t, "last"))))
		}
		var candidates []candidate
		for i := range rapid.IntRange(0, 6).Draw(t, "candidates") {
			candidates = append(candidates, offered(fmt.Sprint("c", i), offer.Draw(t, "offer"), rapid.Int64Range(0, 6).Draw(t, "seats"),
				last.AddDays(rapid.IntRange(-10, 40).Draw(t, "start"))))
		}
		m := matcher{bondOf: bondsOfTheMatch(), seekers: slices.Clone(seekers), candidates: slices.Clone(candidates)}
		found := m.match()

		used := map[string]bool{}
		for _, ids := range found {
			for _, id := range ids {
				if used[id] {
					t.Fatalf("%s serves twice in %v", id, found)
				}
				used[id] = true
			}
		}
		var covered uint64
		for s := range m.seekers {
			var seats int64
			for c := range m.candidates {
				if m.taken[c] == s && m.linkOf(s, c).timely {
					seats += m.candidates[c].seats
				}
			}
			if seats >= m.seekers[s].needed {
				covered += worth(&m, s)
			}
		}
		if best := bestWorth(&m, slices.Repeat([]int{-1}, len(m.candidates)), 0); covered != best {
			t.Fatalf("covered %b, the best way covers %b", covered, best)
		}
		shuffled := matcher{
			bondOf:     bondsOfTheMatch(),
			seekers:    rapid.Permutation(seekers).Draw(t, "other order"),
			candidates: rapid.Permutation(candidates).Draw(t, "other order of candidates"),
		}
		if diff := cmp.Diff(found, shuffled.match(), cmp.AllowUnexported(rowKey{})); diff != "" {
			t.Fatalf("another order of the input gives another match:\n%s", diff)
		}
	})
}

// worth counts a covered seeker, and in lower bits which one it is.
func worth(m *matcher, s int) uint64 { return 1<<16 | 1<<(len(m.seekers)-1-s) }

// bestWorth tries every way to share out the candidates from the c-th on.
func bestWorth(m *matcher, shared []int, c int) uint64 {
	if c == len(m.candidates) {
		var sum uint64
		for s := range m.seekers {
			var seats int64
			for i, to := range shared {
				if to == s {
					seats += m.candidates[i].seats
				}
			}
			if seats >= m.seekers[s].needed {
				sum += worth(m, s)
			}
		}
		return sum
	}
	best := bestWorth(m, shared, c+1)
	for s := range m.seekers {
		if m.linkOf(s, c).timely {
			shared[c] = s
			best = max(best, bestWorth(m, shared, c+1))
			shared[c] = -1
		}
	}
	return best
}
