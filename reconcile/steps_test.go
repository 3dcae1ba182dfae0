package reconcile_test

import (
	"testing"

	"handover/reconcile"
)

// What can no longer be done on its day is to be done at once.
func TestWhenAStepIsTaken(t *testing.T) {
	asOf := instant("2026-09-20T12:00:00Z")
	for _, c := range []struct{ planned, lastSafe, want string }{
		{"2026-09-25", "2026-09-30", "2026-09-25"},
		{"2026-09-20", "2026-09-30", "2026-09-20"},
		{"2026-09-15", "2026-09-30", "2026-09-20"},
		{"2026-09-15", "2026-09-19", "2026-09-20"},
		{"", "2026-09-19", "2026-09-20"},
		{"", "2026-09-30", ""},
		{"", "", ""},
	} {
		var s reconcile.PlanStep
		if c.planned != "" {
			s.Day = day(c.planned)
		}
		if c.lastSafe != "" {
			s.LastSafe = reconcile.DueDay(day(c.lastSafe))
		}
		if got := s.When(asOf).String(); got != c.want {
			t.Errorf("planned for %q and safe until %q it is taken on %q, want %q", c.planned, c.lastSafe, got, c.want)
		}
	}
}
