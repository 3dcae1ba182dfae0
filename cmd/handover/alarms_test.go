package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reconcile"
)

// TestAlarmsOfNights checks that an alarm is one of the last night before it, and of none
// that is more than a day back.
func TestAlarmsOfNights(t *testing.T) {
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	nights := []reconcile.Night{{StartedAt: at(20, 5)}, {StartedAt: at(19, 5)}, {StartedAt: at(15, 23)}}
	alarms := []reconcile.Sending{
		{Target: "before all", BegunAt: at(15, 22)},
		{Target: "behind midnight", BegunAt: at(16, 1)},
		{Target: "of a night that is gone", BegunAt: at(17, 5)},
		{Target: "at its beginning", BegunAt: at(19, 5)},
		{Target: "before the next", BegunAt: at(20, 4)},
		{Target: "in the last", BegunAt: at(20, 6)},
	}
	var got [][]string
	for _, of := range alarmsOf(nights, alarms) {
		var targets []string
		for i := range of {
			targets = append(targets, of[i].Target)
		}
		got = append(got, targets)
	}
	if diff := cmp.Diff([][]string{{"in the last"}, {"at its beginning", "before the next"}, {"behind midnight"}}, got); diff != "" {
		t.Error(diff)
	}
}
