package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
	"handover/reports/words"
)

// TestLastNightsOfWhatIsOn checks that the last night of a command and of each schedule that
// is on is told, and none of a schedule that is off or no longer there.
func TestLastNightsOfWhatIsOn(t *testing.T) {
	texts, err := words.Lookup(words.DefaultLanguage)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC)
	var nights []reconcile.Night // the newest first
	for i, schedule := range []string{"removed", "nightly", "", "off", "nightly"} {
		nights = append(nights, reconcile.Night{Schedule: schedule, StartedAt: now.Add(-time.Duration(i+1) * time.Hour), State: reconcile.StepFailed})
	}
	got := map[string]string{}
	for _, answer := range checkNights(nights, []string{"nightly", "weekly"}, now, texts) {
		got[answer.Check] = answer.Result
	}
	if diff := cmp.Diff(map[string]string{"last night": checkWarning, "last night of nightly": checkWarning}, got); diff != "" {
		t.Error(diff)
	}
}
