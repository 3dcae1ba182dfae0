package ingest_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"handover/jobs/ingest"
)

// What claims to be seen in the future is refused, and what is a little ahead, as
// another computer's clock has it, was seen now.
func TestSeenInTheFuture(t *testing.T) {
	const tolerance = 5 * time.Minute
	second := now().Truncate(time.Second)
	for _, c := range []struct {
		name string
		seen time.Time
		want time.Time // zero: refused
	}{
		{"before", second.Add(-time.Hour), second.Add(-time.Hour)},
		{"now", second, second},
		{"a little ahead", second.Add(tolerance), second},
		{"ahead", second.Add(tolerance + time.Second), time.Time{}},
		{"next year", second.AddDate(1, 0, 0), time.Time{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFolder(t, map[string]string{
				"subscriptions.csv": "subscription_id,tenant_id,observed_at\nS1,T1," + c.seen.Format(time.RFC3339) + "\nS2,T1,\n",
			})
			store := &fakeStore{}
			importer := ingest.Importer{Begin: store.begin, Now: now, Tolerance: tolerance}
			summary, err := importer.Import(t.Context(), ingest.Options{}, []string{f.path("subscriptions.csv")})
			if err != nil {
				t.Fatal(err)
			}
			rows := store.rows()
			if c.want.IsZero() {
				if summary.Rejected() != 1 || len(rows) != 1 {
					t.Fatalf("%d rows and %d rejected, want one of each", len(rows), summary.Rejected())
				}
				const told = "observed_at,"
				if text := f.read(t, "subscriptions.csv.rejects.csv"); !strings.Contains(text, told) ||
					!strings.Contains(text, c.seen.Format(time.RFC3339)+" is later than now, 2026-11-20T04:05:06Z by this computer's clock") {
					t.Errorf("the rejects are\n%s", text)
				}
				return
			}
			if got := rows[0].Subscription.ObservedAt; !got.Equal(c.want) {
				t.Errorf("seen at %s, want %s", got, c.want)
			}
		})
	}
}

func TestObservedAtInTheFuture(t *testing.T) {
	f := newFolder(t, map[string]string{"tenants.csv": "tenant_id\nT1\n"})
	store := &fakeStore{}
	importer := ingest.Importer{Begin: store.begin, Now: now, Tolerance: time.Minute}
	_, err := importer.Import(t.Context(), ingest.Options{ObservedAt: now().Add(time.Hour)}, []string{f.path("tenants.csv")})
	if _, ok := errors.AsType[*ingest.UsageError](err); !ok || !strings.Contains(err.Error(), "by this computer's clock") {
		t.Errorf("an hour ahead: %v, want a *UsageError that names the clock", err)
	}
	_, err = importer.Import(t.Context(), ingest.Options{ObservedAt: now().Add(time.Second)}, []string{f.path("tenants.csv")})
	if err != nil || !store.begun[0].ObservedAt.Equal(now().Truncate(time.Second)) {
		t.Errorf("a second ahead: %v, seen at %v", err, store.begun)
	}
}
