package main

import (
	"testing"

	"handover/cmd/internal/app"
	"handover/jobs/chain"
	"handover/reconcile"
)

// TestWhatOperatorsAreToldOfANight checks of which nights they are told beside the digests.
func TestWhatOperatorsAreToldOfANight(t *testing.T) {
	well := []reconcile.NightStep{{Name: chain.Import, State: reconcile.StepDone}, {Name: chain.Delivery, State: reconcile.StepFailed}}
	failed := []reconcile.NightStep{{Name: chain.Sync, State: reconcile.StepFailed}}
	partial := []reconcile.NightStep{{Name: chain.Import, State: reconcile.StepPartial}}
	night, command := app.Chain{Schedule: "nightly", Tells: true}, app.Chain{Tells: true}
	for name, c := range map[string]struct {
		chain app.Chain
		run   int64
		steps []reconcile.NightStep
		stale []string
		want  app.AlarmKind
	}{
		"all is well":                        {night, 1, well, nil, ""},
		"a sync failed":                      {night, 1, failed, nil, app.TroubleAlarm},
		"an import was done in part":         {command, 1, partial, nil, app.TroubleAlarm},
		"data is old, and a sync failed":     {night, 1, failed, []string{"csv"}, app.StaleAlarm},
		"there was no run":                   {night, 0, failed, []string{"csv"}, app.NoRunAlarm},
		"a schedule that only imports":       {app.Chain{Schedule: "noon", NoRun: true}, 0, partial, nil, app.TroubleAlarm},
		"a schedule that only imports, well": {app.Chain{Schedule: "noon", NoRun: true}, 0, well, []string{"csv"}, ""},
		"a schedule that delivers nothing":   {app.Chain{Schedule: "noon"}, 1, failed, nil, app.TroubleAlarm},
		"a command that delivers nothing":    {app.Chain{}, 1, failed, []string{"csv"}, ""},
		"a command that only imports":        {app.Chain{NoRun: true}, 0, failed, nil, ""},
	} {
		if got := alarmKind(&c.chain, &reconcile.Night{Run: c.run, Steps: c.steps}, c.stale); got != c.want {
			t.Errorf("%s: they are told of %q, want %q", name, got, c.want)
		}
	}
}
