package sync_test

import (
	"testing"

	"handover/jobs/sync"
	"handover/reconcile"
)

// A pass is whole although somebody does not let us in, but not where nobody does.
func TestWhole(t *testing.T) {
	for name, r := range map[string]struct {
		counts reconcile.PassCounts
		want   bool
	}{
		"nobody to read":        {reconcile.PassCounts{}, true},
		"all read":              {reconcile.PassCounts{Customers: 3, Read: 3}, true},
		"one lets nobody in":    {reconcile.PassCounts{Customers: 3, Read: 2, NoAccess: 1}, true},
		"none lets us in":       {reconcile.PassCounts{Customers: 3, NoAccess: 3}, false},
		"one could not be read": {reconcile.PassCounts{Customers: 3, Read: 2, NotRead: 1}, false},
		"one was not asked for": {reconcile.PassCounts{Customers: 3, Read: 2}, false},
		"a row was refused":     {reconcile.PassCounts{Customers: 3, Read: 3, Rejected: 1}, false},
	} {
		t.Run(name, func(t *testing.T) {
			summary := sync.Summary{Pass: reconcile.Pass{Counts: r.counts}}
			if got := summary.Whole(); got != r.want {
				t.Errorf("%v, want %v", got, r.want)
			}
		})
	}
}
