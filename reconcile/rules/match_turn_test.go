package rules

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"handover/reconcile"
)

// anyMatch draws who seeks and what is there, of few kinds, so that many are alike.
func anyMatch(t *rapid.T, seekers, candidates int, needs []int64) matcher {
	offer := rapid.SampledFrom([]string{"A:1", "B:1", "C:1"})
	last := reconcile.NewDay(2026, 12, 31)
	m := matcher{bondOf: bondsOfTheMatch()}
	for i := range seekers {
		m.seekers = append(m.seekers, seeking(fmt.Sprint("s", i), offer.Draw(t, "offer"), rapid.SampledFrom(needs).Draw(t, "needed"),
			last.AddDays(rapid.SampledFrom([]int{0, 60, 120}).Draw(t, "last"))))
	}
	for i := range candidates {
		m.candidates = append(m.candidates, offered(fmt.Sprint("c", i), offer.Draw(t, "offer"), rapid.SampledFrom(needs).Draw(t, "seats"),
			last.AddDays(rapid.SampledFrom([]int{-10, 0, 20, 40}).Draw(t, "start"))))
	}
	return m
}

// Where one candidate each is all that anybody can need, serving in turn serves as
// well as the best way there is.
func TestInTurnServesAsManyAsAnyWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMatch(t, rapid.IntRange(0, 6).Draw(t, "seekers"), rapid.IntRange(0, 6).Draw(t, "candidates"), []int64{1})
		m.prepare()
		for _, g := range m.groups(func(l link) bool { return l.timely }) {
			g.serveInTurn()
		}
		var covered uint64
		for s := range m.seekers {
			if m.has[s] {
				covered += worth(&m, s)
			}
		}
		if best := bestWorth(&m, slices.Repeat([]int{-1}, len(m.candidates)), 0); covered != best {
			t.Fatalf("covered %b, the best way covers %b", covered, best)
		}
	})
}

// However many there are, nobody gets what does not fit, too little or nothing at all
// while one that is enough is left, nothing serves twice, and the order of the input does
// not matter.
func TestMatchOfMany(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMatch(t, rapid.IntRange(8, 30).Draw(t, "seekers"), rapid.IntRange(11, 30).Draw(t, "candidates"), []int64{1, 3, 4, 7, 10})
		other := matcher{
			bondOf: m.bondOf, seekers: rapid.Permutation(m.seekers).Draw(t, "other order"),
			candidates: rapid.Permutation(m.candidates).Draw(t, "other order of candidates"),
		}
		found := m.match()
		seats := make([]int64, len(m.seekers))
		given := 0
		for c, s := range m.taken {
			if s < 0 {
				continue
			}
			given++
			if seats[s] += m.candidates[c].seats; !m.linkOf(s, c).fits {
				t.Fatalf("%s does not fit %s", m.candidates[c].id, m.seekers[s].id)
			}
		}
		listed := 0
		for s := range m.seekers {
			listed += len(found[m.seekers[s].rowKey])
			if m.has[s] && seats[s] < m.seekers[s].needed {
				t.Fatalf("%s has %d of %d seats", m.seekers[s].id, seats[s], m.seekers[s].needed)
			}
			for c := range m.candidates {
				if !m.has[s] && m.taken[c] < 0 && m.linkOf(s, c).fits && m.candidates[c].seats >= m.seekers[s].needed {
					t.Fatalf("%s has nothing, and %s is free", m.seekers[s].id, m.candidates[c].id)
				}
			}
		}
		if listed != given {
			t.Fatalf("%d are given, %d are listed", given, listed)
		}
		if diff := cmp.Diff(found, other.match(), cmp.AllowUnexported(rowKey{})); diff != "" {
			t.Fatalf("another order of the input gives another match:\n%s", diff)
		}
	})
}

// A large group is served in turn: none that one candidate alone can serve is left
// out, and what is left over serves by several together.
func TestMatchOfALargeGroup(t *testing.T) {
	last := reconcile.NewDay(2026, 12, 31)
	m := matcher{bondOf: bondsOfTheMatch()}
	for i := range 12 {
		m.seekers = append(m.seekers, seeking(fmt.Sprintf("s%02d", i), "A:1", 10, last.AddDays(i)))
		if i < 10 {
			m.candidates = append(m.candidates, offered(fmt.Sprintf("c%02d", i), "A:1", 10, last.AddDays(-1)))
		}
	}
	for i := range 4 {
		m.candidates = append(m.candidates, offered(fmt.Sprintf("d%02d", i), "A:1", 5, last.AddDays(-1)))
	}
	found := m.match()
	if len(found) != 12 {
		t.Errorf("%d of 12 are served: %v", len(found), found)
	}
	if got := found[rowKey{"t", "s11"}]; len(got) != 2 {
		t.Errorf("the last is served by %v", got)
	}
}

func BenchmarkMatch(b *testing.B) {
	last := reconcile.NewDay(2026, 12, 31)
	for b.Loop() {
		m := matcher{bondOf: bondsOfTheMatch()}
		for i := range 1000 {
			m.seekers = append(m.seekers, seeking(fmt.Sprint("s", i), "A:1", int64(i%50+5), last))
			m.candidates = append(m.candidates, offered(fmt.Sprint("c", i), "A:1", int64(i%50), last))
		}
		m.match()
	}
}
