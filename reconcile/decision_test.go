package reconcile_test

import (
	"testing"

	"handover/reconcile"
)

// A decision holds to its day, and ends earlier where a run after it finds the
// finding changed or back again.
func TestWhenADecisionHolds(t *testing.T) {
	decided := reconcile.Decided{
		Decision: reconcile.Decision{State: reconcile.StateSnoozed, Until: day("2026-11-25")}, AfterRun: 3,
	}
	for _, c := range []struct {
		name     string
		run      int64
		cause    reconcile.Cause
		survives bool
	}{
		{"first found by the run before it", 3, reconcile.CauseNew, true},
		{"changed by the run before it", 3, reconcile.CauseChanged, true},
		{"changed", 4, reconcile.CauseChanged, false},
		{"gone and back", 5, reconcile.CauseReopened, false},
		{"another name or amount", 4, reconcile.CauseDisplay, true},
		{"another finding speaks for it", 4, reconcile.CauseSuppressed, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := decided.Survives(c.run, c.cause); got != c.survives {
				t.Errorf("survives: %t, want %t", got, c.survives)
			}
		})
	}
	var none reconcile.Decision
	for _, c := range []struct {
		decision reconcile.Decision
		today    string
		want     reconcile.FindingState
	}{
		{decided.Decision, "2026-11-25", reconcile.StateSnoozed},
		{decided.Decision, "2026-11-26", reconcile.StateOpen},
		{none, "2026-11-20", reconcile.StateOpen},
	} {
		if got := c.decision.StateOn(day(c.today)); got != c.want {
			t.Errorf("on %s: %s, want %s", c.today, got, c.want)
		}
	}
}

func TestADecisionReachesToTheDueOrAMonthAhead(t *testing.T) {
	for _, c := range []struct {
		name string
		due  reconcile.Due
		want string
	}{
		{"due later", reconcile.DueDay(day("2027-03-01")), "2027-03-01"},
		{"due today", reconcile.DueDay(day("2026-11-20")), "2026-11-20"},
		{"overdue", reconcile.DueDay(day("2026-11-19")), "2026-12-20"},
		{"no due", reconcile.Due{}, "2026-12-20"},
	} {
		if got := reconcile.LatestHold(c.due, day("2026-11-20")); got != day(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
