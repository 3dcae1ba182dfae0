package main

import (
	"context"
	"slices"
	"testing"
	"time"

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

// Of what failed in nights that were interrupted the next one tells.
func TestNightsOfWhichNobodyHasHeard(t *testing.T) {
	t.Parallel()
	night := func(seq int64, schedule string, state reconcile.StepState) reconcile.Night {
		return reconcile.Night{Seq: seq, Schedule: schedule, State: state}
	}
	const died, done = reconcile.StepInterrupted, reconcile.StepDone
	for name, c := range map[string]struct {
		before []reconcile.Night
		want   []int64
	}{
		"none":                  {nil, nil},
		"one that ended":        {[]reconcile.Night{night(8, "nightly", done), night(7, "nightly", died)}, nil},
		"two that died":         {[]reconcile.Night{night(8, "nightly", died), night(7, "nightly", died), night(6, "nightly", done)}, []int64{7, 8}},
		"one beside another":    {[]reconcile.Night{night(8, "noon", done), night(7, "nightly", died)}, []int64{7}},
		"of another schedule":   {[]reconcile.Night{night(8, "noon", died)}, nil},
		"what has begun behind": {[]reconcile.Night{night(10, "nightly", died)}, nil},
	} {
		so := night(9, "nightly", reconcile.StepRunning)
		var got []int64
		for _, n := range interruptedBefore(&so, c.before) {
			got = append(got, n.Seq)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// What a night sends that is done again begins with what those before it had not sent.
func TestWhatAnInterruptedNightLeavesUnheard(t *testing.T) {
	night := func(seq, run int64, state, delivery reconcile.StepState) reconcile.Night {
		n := reconcile.Night{Seq: seq, Schedule: "nightly", Run: run, State: state, StartedAt: time.Date(2026, 11, 20, 5, 0, 0, 0, time.UTC)}
		if delivery != "" {
			n.Steps = []reconcile.NightStep{{Name: chain.Delivery, State: delivery}}
		}
		return n
	}
	died, done, stopped := reconcile.StepInterrupted, reconcile.StepDone, reconcile.StepInterrupted
	other := func(n reconcile.Night) reconcile.Night {
		n.Schedule = "hourly"
		return n
	}
	hand := func(n reconcile.Night) reconcile.Night {
		n.Schedule = ""
		return n
	}
	whole := reconcile.Run{Jobs: reconcile.Jobs()}
	runs := map[int64]reconcile.Run{
		1: whole, 2: whole, 3: whole, 4: whole, 11: {Jobs: reconcile.Jobs()[:1]}, 12: {Jobs: reconcile.Jobs(), Tenants: []string{"t1"}}, 13: {Jobs: reconcile.Jobs(), Line: 13},
	}
	runOf := func(_ context.Context, seq int64) (reconcile.Run, bool, error) {
		run, ok := runs[seq]
		return run, ok, nil
	}
	unwritten := night(4, 3, reconcile.StepFailed, done)
	unwritten.Add(reconcile.NightStep{Name: chain.Reports, State: reconcile.StepFailed})
	yesterday := unwritten
	yesterday.StartedAt = yesterday.StartedAt.AddDate(0, 0, -1)
	for name, c := range map[string]struct {
		before []reconcile.Night
		want   []int64
	}{
		"nothing":                         {nil, nil},
		"a night that ended":              {[]reconcile.Night{night(4, 3, done, done)}, nil},
		"one that died":                   {[]reconcile.Night{night(4, 3, died, ""), night(3, 2, done, done)}, []int64{3}},
		"two that died":                   {[]reconcile.Night{night(4, 3, died, ""), night(3, 2, died, ""), night(2, 1, done, done)}, []int64{2, 3}},
		"one that was stopped":            {[]reconcile.Night{night(4, 3, died, stopped)}, []int64{3}},
		"one that died behind its last":   {[]reconcile.Night{night(4, 3, died, done), night(3, 2, died, "")}, []int64{2, 3}},
		"one without reports":             {[]reconcile.Night{unwritten, night(3, 2, done, done)}, []int64{3}},
		"one without reports, yesterday":  {[]reconcile.Night{yesterday, night(3, 2, died, "")}, nil},
		"one that died before its run":    {[]reconcile.Night{night(4, 0, died, "")}, nil},
		"of another schedule":             {[]reconcile.Night{other(night(4, 3, died, ""))}, nil},
		"behind another schedule's":       {[]reconcile.Night{other(night(4, 3, done, done)), night(3, 2, died, "")}, []int64{2}},
		"behind one by hand":              {[]reconcile.Night{hand(night(4, 3, done, done)), night(3, 2, died, "")}, []int64{2}},
		"a backfill":                      {[]reconcile.Night{night(4, 13, died, ""), night(3, 2, died, "")}, []int64{2}},
		"of areas that it had then":       {[]reconcile.Night{night(4, 11, died, "")}, []int64{11}},
		"one that died, and one without":  {[]reconcile.Night{night(4, 0, reconcile.StepFailed, reconcile.StepSkipped), night(3, 2, died, "")}, []int64{2}},
		"one that died, and one that did": {[]reconcile.Night{night(4, 3, done, done), night(3, 2, died, "")}, nil},
	} {
		so := night(5, 4, reconcile.StepRunning, "")
		got, err := unheard(t.Context(), &so, append([]reconcile.Night{so}, c.before...), runOf)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v, want %v", name, got, err, c.want)
		}
	}
	for name, c := range map[string]struct {
		before []reconcile.Night
		want   []int64
	}{
		"one that died":                 {[]reconcile.Night{night(4, 3, died, "")}, []int64{3}},
		"of one area":                   {[]reconcile.Night{night(4, 11, died, ""), night(3, 2, died, "")}, []int64{2}},
		"of one customer":               {[]reconcile.Night{night(4, 12, died, ""), night(3, 2, died, "")}, []int64{2}},
		"behind one area that was sent": {[]reconcile.Night{night(4, 11, done, done), night(3, 2, died, "")}, []int64{2}},
		"a backfill":                    {[]reconcile.Night{night(4, 13, died, "")}, nil},
	} {
		so := hand(night(5, 4, reconcile.StepRunning, ""))
		nights := []reconcile.Night{so}
		for _, n := range c.before {
			nights = append(nights, hand(n))
		}
		got, err := unheard(t.Context(), &so, nights, runOf)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("by command, %s: %v, %v, want %v", name, got, err, c.want)
		}
	}
}
