package main

import (
	"testing"

	"handover/jobs/chain"
	"handover/reconcile"
)

// Only where nothing but a run belongs to a night does anybody's run of everything stand for
// it: else what is to be sent would be lost.
func TestWhatStandsForANight(t *testing.T) {
	for name, c := range map[string]struct {
		night servedNight
		whole bool
	}{
		"a run":               {servedNight{runs: true}, true},
		"a run, as a step":    {servedNight{runs: true, parts: chosen{chain.Run}}, true},
		"a run of all areas":  {servedNight{runs: true, jobs: reconcile.Jobs()}, true},
		"a run of some areas": {servedNight{runs: true, jobs: reconcile.Jobs()[:2]}, false},
		"a run that is sent":  {servedNight{runs: true, parts: chosen{chain.Run, chain.Delivery}}, false},
		"a run after a sync":  {servedNight{runs: true, parts: chosen{chain.Sync, chain.Run}}, false},
		"an import":           {servedNight{parts: chosen{chain.Import}}, false},
	} {
		if got := c.night.whole(); got != c.whole {
			t.Errorf("%s: %t", name, got)
		}
	}
}
