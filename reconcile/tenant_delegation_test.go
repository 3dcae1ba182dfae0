package reconcile_test

import (
	"testing"

	"handover/reconcile"
)

func TestDelegationEnding(t *testing.T) {
	t.Parallel()
	today := reconcile.NewDay(2026, 11, 30)
	for name, c := range map[string]struct {
		until, want reconcile.Day
	}{
		"nobody says":          {0, 0},
		"in thirty-one days":   {today + 31, 0},
		"in thirty days":       {today + 30, today + 30},
		"today":                {today, today},
		"has ended, told late": {today - 3, today - 3},
	} {
		p := reconcile.Profile{DelegatedUntil: c.until}
		if got := p.DelegationEnding(today); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
