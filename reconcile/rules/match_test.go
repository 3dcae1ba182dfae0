package rules

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

func offersOfTheMatch() reconcile.Catalog {
	return reconcile.NewCatalog([]reconcile.Offer{{ID: "A:1", EquivalentTo: []string{"B:1"}}, {ID: "B:1"}, {ID: "C:1"}})
}

func TestMatch(t *testing.T) {
	last := reconcile.NewDay(2026, 12, 31)
	seek := func(id string, needed int64) seeker { return seeker{seekerKey{"t", id}, "A:1", needed, last} }
	have := func(id, offer string, seats int64) candidate { return candidate{id, offer, seats, last.AddDays(-10)} }
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
			"several smaller ones together, the largest first",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "A:1", 3), have("b", "A:1", 7), have("c", "A:1", 2)},
			map[string][]string{"s": {"b", "a"}},
		},
		{
			"not enough together is no match",
			[]seeker{seek("s", 10)},
			[]candidate{have("a", "A:1", 3), have("b", "B:1", 8)},
			map[string][]string{},
		},
		{"another offer does not match", []seeker{seek("s", 10)}, []candidate{have("c", "C:1", 10)}, map[string][]string{}},
		{
			"bought long before",
			[]seeker{seek("s", 10)},
			[]candidate{{"a", "A:1", 10, last.AddDays(-91)}},
			map[string][]string{},
		},
		{
			"bought at the earliest",
			[]seeker{seek("s", 10)},
			[]candidate{{"a", "A:1", 10, last.AddDays(-90)}},
			map[string][]string{"s": {"a"}},
		},
		{"a start that is not known", []seeker{seek("s", 10)}, []candidate{{"a", "A:1", 10, 0}}, map[string][]string{}},
		{
			"none is used twice: the earliest end first",
			[]seeker{seek("late", 10), {seekerKey{"t", "early"}, "A:1", 10, last.AddDays(-1)}},
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
			m := matcher{catalog: offersOfTheMatch(), earliest: 90, seekers: c.seekers, candidates: c.candidates}
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

// The one-to-one stage serves as many as any assignment could, nothing is used
// twice, and the order of the input does not matter.
func TestMatchServesAsManyAsAnyAssignment(t *testing.T) {
	offer := rapid.SampledFrom([]string{"A:1", "B:1", "C:1"})
	last := reconcile.NewDay(2026, 12, 31)
	rapid.Check(t, func(t *rapid.T) {
		var seekers []seeker
		for i := range rapid.IntRange(0, 7).Draw(t, "seekers") {
			seekers = append(seekers, seeker{
				seekerKey{"t", fmt.Sprint("s", i)},
				offer.Draw(t, "offer"), rapid.Int64Range(1, 5).Draw(t, "needed"),
				last.AddDays(rapid.IntRange(0, 120).Draw(t, "last")),
			})
		}
		var candidates []candidate
		for i := range rapid.IntRange(0, 7).Draw(t, "candidates") {
			candidates = append(candidates, candidate{
				fmt.Sprint("c", i), offer.Draw(t, "offer"), rapid.Int64Range(0, 6).Draw(t, "seats"),
				last.AddDays(rapid.IntRange(-10, 40).Draw(t, "start")),
			})
		}
		m := matcher{catalog: offersOfTheMatch(), earliest: 90, seekers: slices.Clone(seekers), candidates: slices.Clone(candidates)}
		found := m.match()

		used, alone := map[string]bool{}, 0
		for _, ids := range found {
			for _, id := range ids {
				if used[id] {
					t.Fatalf("%s serves twice in %v", id, found)
				}
				used[id] = true
			}
		}
		for s := range m.seekers {
			ids := found[m.seekers[s].seekerKey]
			if len(ids) == 1 && m.candidates[candidateAt(m.candidates, ids[0])].seats >= m.seekers[s].needed {
				alone++
			}
		}
		if most := mostServed(&m, 0, make([]bool, len(m.candidates))); alone != most {
			t.Fatalf("%d are served one to one, an assignment serves %d", alone, most)
		}
		shuffled := matcher{
			catalog: offersOfTheMatch(), earliest: 90,
			seekers:    rapid.Permutation(seekers).Draw(t, "other order"),
			candidates: rapid.Permutation(candidates).Draw(t, "other order of candidates"),
		}
		if diff := cmp.Diff(found, shuffled.match(), cmp.AllowUnexported(seekerKey{})); diff != "" {
			t.Fatalf("another order of the input gives another match:\n%s", diff)
		}
	})
}

func candidateAt(list []candidate, id string) int {
	return slices.IndexFunc(list, func(c candidate) bool { return c.id == id })
}

// mostServed tries every assignment of the seekers from the s-th on.
func mostServed(m *matcher, s int, used []bool) int {
	if s == len(m.seekers) {
		return 0
	}
	best := mostServed(m, s+1, used)
	for c := range m.candidates {
		if used[c] || !m.fits(s, c) || m.candidates[c].seats < m.seekers[s].needed {
			continue
		}
		used[c] = true
		best = max(best, 1+mostServed(m, s+1, used))
		used[c] = false
	}
	return best
}

func BenchmarkMatch(b *testing.B) {
	last := reconcile.NewDay(2026, 12, 31)
	for b.Loop() {
		m := matcher{catalog: offersOfTheMatch(), earliest: 90}
		for i := range 1000 {
			m.seekers = append(m.seekers, seeker{seekerKey{"t", fmt.Sprint("s", i)}, "A:1", int64(i%50 + 5), last})
			m.candidates = append(m.candidates, candidate{fmt.Sprint("c", i), "A:1", int64(i % 50), last})
		}
		m.match()
	}
}
