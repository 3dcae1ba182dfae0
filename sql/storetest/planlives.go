package storetest

import "handover/reconcile"

// planLives are the stories of plans.
func planLives() map[string]life {
	first := steps("t1", order("s1", 5), order("s2", 0))
	later := steps("t1", order("s1", 6), order("s2", 0))
	other := steps("t2", order("s3", 5))
	stuck := obstructed(other, reconcile.Obstacle{Code: reconcile.ObstacleSeatPool, Day: reconcile.DayOf(at(24 * 9))},
		reconcile.Obstacle{Code: reconcile.ObstacleSourceUnknown, SourceID: "s9"})
	renamed := first
	renamed.TenantName = "Zoë"
	both := func(lines ...string) []string { return append([]string{"t1 evaluated", "t2 evaluated"}, lines...) }
	return map[string]life{
		"new, unchanged, changed, emptied, again": {
			{run: run{plans: plans(first)}, want: both("t1 order s1 2026-11-06", "t1 order s2")},
			{run: run{plans: plans(first)}, want: both("t1 order s1 2026-11-06", "t1 order s2")},
			{run: run{plans: plans(later)}, want: both("t1 order s1 2026-11-07", "t1 order s2")},
			{run: run{}, want: both()},
			{run: run{}, want: both()},
			{run: run{plans: plans(first)}, want: both("t1 order s1 2026-11-06", "t1 order s2")},
		},
		"obstacles come first, then by day and tenant": {
			{
				run:  run{plans: plans(first, stuck)},
				want: both("t2 seat-pool  2026-11-10", "t2 source-unknown s9", "t1 order s1 2026-11-06", "t2 order s3 2026-11-06", "t1 order s2"),
			},
			{run: run{plans: plans(other)}, want: both("t2 order s3 2026-11-06")},
		},
		"a tenant that is not evaluated is planned all the same": {
			{run: run{plans: plans(first, other)}, want: both("t1 order s1 2026-11-06", "t2 order s3 2026-11-06", "t1 order s2")},
			{
				run: run{plans: plans(later, other), skipped: []string{"t1"}},
				want: []string{
					"t1 not evaluated: stale-data", "t2 evaluated",
					"t2 order s3 2026-11-06 not evaluated", "t1 order s1 2026-11-07 not evaluated", "t1 order s2 not evaluated",
				},
			},
			{run: run{plans: plans(later, other)}, want: both("t2 order s3 2026-11-06", "t1 order s1 2026-11-07", "t1 order s2")},
		},
		"a run of some tenants shows and touches no others": {
			{run: run{plans: plans(first, other)}, want: both("t1 order s1 2026-11-06", "t2 order s3 2026-11-06", "t1 order s2")},
			{run: run{tenants: []string{"t2"}, plans: plans(other)}, want: []string{"t2 evaluated", "t2 order s3 2026-11-06"}},
			{run: run{tenants: []string{"t2"}}, want: []string{"t2 evaluated"}},
			{run: run{plans: plans(first)}, want: both("t1 order s1 2026-11-06", "t1 order s2")},
		},
		// s3 begins in t1: once it is gone from there, a run of t1 alone shows no more of
		// it, though the plan of t2 still holds it.
		"a run of some tenants follows their moves": {
			{run: run{plans: plans(first, other)}, want: both("t1 order s1 2026-11-06", "t2 order s3 2026-11-06", "t1 order s2")},
			{
				run:  run{tenants: []string{"t1"}, plans: plans(first, other)},
				want: []string{"t1 evaluated", "t1 order s1 2026-11-06", "t2 order s3 2026-11-06", "t1 order s2"},
			},
			{run: run{tenants: []string{"t1"}, plans: plans(later)}, want: []string{"t1 evaluated", "t1 order s1 2026-11-07", "t1 order s2"}},
			{run: run{}, want: both()},
		},
		"the name is the one of the plan": {
			{run: run{plans: plans(first)}, want: both("t1 order s1 2026-11-06", "t1 order s2")},
			{run: run{plans: plans(renamed)}, want: both("t1 order s1 2026-11-06 of Zoë", "t1 order s2 of Zoë")},
		},
	}
}
