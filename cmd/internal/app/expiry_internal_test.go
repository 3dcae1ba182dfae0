package app

import (
	"testing"
	"time"
)

// TestExpirySteps tells of an end 30, 7 and 1 days before and when it is past, also where
// nobody was told on the very day.
func TestExpirySteps(t *testing.T) {
	now := time.Date(2026, 11, 30, 5, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		ends   time.Time
		within int
		soon   bool
	}{
		"in 31 days":              {now.AddDate(0, 0, 31), 0, false},
		"in 30 days":              {now.AddDate(0, 0, 30), 30, true},
		"late on the thirtieth":   {now.AddDate(0, 0, 30).Add(18 * time.Hour), 30, true},
		"in 8 days":               {now.AddDate(0, 0, 8), 30, true},
		"in 7 days":               {now.AddDate(0, 0, 7), 7, true},
		"in 2 days":               {now.AddDate(0, 0, 2), 7, true},
		"tomorrow":                {now.AddDate(0, 0, 1), 1, true},
		"later today":             {now.Add(time.Hour), 1, true},
		"earlier today":           {now.Add(-time.Hour), past, true},
		"long ago":                {now.AddDate(-1, 0, 0), past, true},
		"a minute after midnight": {time.Date(2026, 12, 31, 0, 1, 0, 0, time.UTC), 0, false},
	} {
		within, soon := expiryStep(now, c.ends)
		if within != c.within || soon != c.soon {
			t.Errorf("%s: within %d days, soon %v; want %d, %v", name, within, soon, c.within, c.soon)
		}
	}
}
