package storetest

import (
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

func nightTests() map[string]func(*bench) {
	return map[string]func(*bench){
		"a night is recorded step by step":       testNight,
		"one that nobody ended is interrupted":   testNightLeft,
		"files that are stuck are the last ones": testStuck,
	}
}

func nightAt(minute int) time.Time { return time.Date(2026, 11, 20, 5, minute, 0, 0, time.UTC) }

func testNight(b *bench) {
	s := b.the()
	night := reconcile.Night{Schedule: "nightly", StartedAt: nightAt(0), State: reconcile.StepDone}
	b.must(s.BeginNight(b.Context(), &night))
	night.Add(reconcile.NightStep{
		Name: "import", StartedAt: nightAt(0), FinishedAt: nightAt(1), State: reconcile.StepFailed, Detail: "orders.csv: no such column",
	})
	b.must(s.AddNightStep(b.Context(), &night))
	under := night
	under.State = reconcile.StepRunning
	b.wantNights("while it is under way", []reconcile.Night{under})

	night.Run = 7
	night.Add(reconcile.NightStep{Name: "run", StartedAt: nightAt(1), FinishedAt: nightAt(3), State: reconcile.StepPartial, Detail: "run 7"})
	b.must(s.AddNightStep(b.Context(), &night))
	night.FinishedAt = nightAt(4)
	b.must(s.EndNight(b.Context(), &night))
	second := reconcile.Night{StartedAt: nightAt(5), State: reconcile.StepDone}
	b.must(s.BeginNight(b.Context(), &second))
	second.FinishedAt = nightAt(6)
	b.must(s.EndNight(b.Context(), &second))
	b.wantNights("at the end", []reconcile.Night{second, night})

	got, ok, err := s.NightOf(b.Context(), 7)
	b.must(err)
	if diff := cmp.Diff(night, got); diff != "" || !ok {
		b.Errorf("the night of the run (%t):\n%s", ok, diff)
	}
	if _, ok, err := s.NightOf(b.Context(), 8); ok || err != nil {
		b.Errorf("a run of no night has one: %t, %v", ok, err)
	}
}

func (b *bench) wantNights(when string, want []reconcile.Night) {
	b.Helper()
	got, err := b.the().Nights(b.Context(), 10)
	b.must(err)
	if diff := cmp.Diff(want, got); diff != "" {
		b.Errorf("%s:\n%s", when, diff)
	}
}

func testNightLeft(b *bench) {
	s := b.the()
	dead := reconcile.Night{StartedAt: nightAt(0)}
	b.must(s.BeginNight(b.Context(), &dead))
	next := reconcile.Night{StartedAt: nightAt(9)}
	b.must(s.BeginNight(b.Context(), &next))
	dead.State, dead.FinishedAt, next.State = reconcile.StepInterrupted, nightAt(9), reconcile.StepRunning
	b.wantNights("after the next has begun", []reconcile.Night{next, dead})
}

func testStuck(b *bench) {
	file := func(name string) reconcile.StuckFile {
		return reconcile.StuckFile{
			Folder: "orders", Name: name, Size: 1 << 40, Modified: time.Date(2026, 11, 20, 5, 0, 0, 123456789, time.UTC), SHA256: "ab", Refused: name == "b.csv",
		}
	}
	for _, want := range [][]reconcile.StuckFile{{file("a.csv"), file("b.csv")}, {file("b.csv"), file("c.csv")}, nil} {
		b.must(b.the().SetStuck(b.Context(), want))
		got, err := b.the().Stuck(b.Context())
		b.must(err)
		if diff := cmp.Diff(want, got); diff != "" {
			b.Error(diff)
		}
	}
}
