package ingest_test

import (
	"testing"
	"time"
)

// TestInstants reads every accepted form of a date and a time, and refuses the
// rest.
func TestInstants(t *testing.T) {
	midnight := date(5, 3)
	tests := map[string]time.Time{
		"2026-05-03":                  midnight,
		" 2026-05-03 ":                midnight,
		"2026-05-03T00:00:00":         midnight,
		"2026-05-03 00:00:00":         midnight,
		"2026-05-03T00:00:00Z":        midnight,
		"2026-05-03t00:00:00z":        midnight,
		"2026-05-03 00:00:00Z":        midnight,
		"2026-05-03T02:00:00+02:00":   midnight,
		"2026-05-02T17:00:00-07:00":   midnight,
		"2026-05-03T00:00:00.000000Z": midnight,
		"2026-05-03T00:00:00.25":      midnight.Add(250 * time.Millisecond),
		"0001-01-01":                  {},
		"0001-06-15":                  {},
		"0001-01-01T00:00:00":         {},
		"0001-01-01T00:00:00+01:00":   {},
		"9999-12-31T23:59:59-07:00":   time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
	}
	for cell, want := range tests {
		facts, rejected := mustImport(t, "subscriptions.csv", "subscription_id,tenant_id,commitment_end\nS1,T1,"+cell+"\n")
		if len(rejected) != 0 {
			t.Errorf("%q is refused", cell)
			continue
		}
		if got := facts[0].Subscription.CommitmentEnd; !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%q is read as %v, want %v", cell, got, want)
		}
	}
}

func TestNoInstants(t *testing.T) {
	for _, cell := range []string{
		"2026-5-3", "03.05.2026", "05/03/2026", "20260503", "2026-05-03Z", "2026-05-03T", "2026-05-03T00:00", "2026-05-03T1:00:00Z",
		"2026-05-03T24:00:00Z", "2026-05-03X00:00:00", "2026-05-03  00:00:00", "2026-13-01", "2026-02-30", "tomorrow", "1780000000",
		"2026-05-03T00:00:00+0200", "２０２６-05-03",
	} {
		_, rejected := mustImport(t, "subscriptions.csv", "subscription_id,tenant_id,commitment_end\nS1,T1,"+cell+"\n")
		if len(rejected) != 1 {
			t.Errorf("%q is read", cell)
		}
	}
}

// TestCancellableUntil reads a bare day as over before it begins.
func TestCancellableUntil(t *testing.T) {
	tests := map[string]time.Time{
		"":                            {},
		"0001-01-01":                  {},
		"0001-01-01T00:00:00":         {},
		"2026-05-03":                  date(5, 3).Add(-time.Microsecond),
		"2026-05-03T00:00:00":         date(5, 3),
		"2024-06-12T19:27:03.440527Z": time.Date(2024, 6, 12, 19, 27, 3, 440527000, time.UTC),
	}
	for cell, want := range tests {
		facts, _ := mustImport(t, "subscriptions.csv", "subscription_id,tenant_id,cancellable_until\nS1,T1,"+cell+"\n")
		if got := facts[0].Subscription.Cancellable; !got.Known || !got.Until.Equal(want) {
			t.Errorf("%q is read as %+v, want a window until %v", cell, got, want)
		}
	}
}
