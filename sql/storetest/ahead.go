package storetest

import "handover/reconcile"

// year is, in hours, how far a clock is ahead.
const year = 365 * day

// aheadCases are imports after one on a clock that was ahead: what it stored gives
// way, and then everything is as it ever was.
func aheadCases() map[string]importCase {
	future := at(year)
	return map[string]importCase{
		"what is stored as seen in the future gives way": {
			deliveries: []delivery{
				{at: year, clock: year, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{at: day, clock: day, rows: rows{sub("t1", "s1", 6)}, want: &counts{Rows: 1, Changed: 1, Ahead: future}},
				{at: 2 * day, clock: 2 * day, rows: rows{sub("t1", "s1", 7)}, want: &counts{Rows: 1, Changed: 1}},
				{at: day, clock: 2 * day, rows: rows{sub("t1", "s1", 8)}, want: &counts{Older: 1}},
			},
			facts: []string{"t1 s1 csv 7", "t1 s2 csv 5"},
			t1:    []string{"csv subscriptions at 48, 0 rejected"},
		},
		"within the tolerance it does not": {
			deliveries: []delivery{
				{at: 2 * day, rows: rows{sub("t1", "s1", 5)}},
				{at: day, clock: 2 * day, rows: rows{sub("t1", "s1", 6)}, want: &counts{Older: 1}},
			},
			facts: []string{"t1 s1 csv 5"},
		},
		"a row of the future goes with a complete delivery": {
			deliveries: []delivery{
				{at: year, clock: year, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{at: day, clock: day, complete: true, rows: rows{sub("t1", "s1", 5)}, want: &counts{Rows: 1, Gone: 1, Ahead: future}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 gone"},
		},
		"a row that went in the future comes back": {
			deliveries: []delivery{
				{at: 1, clock: 1, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}},
				{at: year, clock: year, complete: true, rows: rows{sub("t1", "s1", 5)}},
				{at: day, clock: day, complete: true, rows: rows{sub("t1", "s1", 5), sub("t1", "s2", 5)}, want: &counts{Rows: 2, Changed: 1, Ahead: future}},
			},
			facts: []string{"t1 s1 csv 5", "t1 s2 csv 5"},
		},
		"a move of the future gives way, and goes": {
			deliveries: []delivery{
				{kind: movesKind, at: year, clock: year, rows: rows{move("t1", "s1"), move("t1", "s2")}},
				{
					kind: movesKind, at: day, clock: day, complete: true,
					rows: rows{movedWith(move("t1", "s1"), func(m *reconcile.Move) { m.Status = reconcile.MoveDone })},
					want: &counts{Rows: 1, Changed: 1, Gone: 1, Ahead: future},
				},
			},
			moves: []string{"s1 ->  done"},
		},
		"refused rows of the future are forgotten": {
			deliveries: []delivery{
				{at: year, clock: year, rows: rows{sub("t1", "s1", 5), rejected("t1")}},
				{at: day, clock: day, rows: rows{sub("t1", "s1", 5)}},
			},
			t1: []string{"csv subscriptions at 24, 0 rejected"},
		},
	}
}

// aheadStories tell what is left of the history that such a clock wrote.
func aheadStories() map[string]storyCase {
	other := sub("t1", "s2", 1)
	return map[string]storyCase{
		"what it saw first was seen by now": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(), other}},
				{at: year, clock: year, rows: rows{known(seats(21)), other}},
				{at: year + day, clock: year + day, rows: rows{known(seats(22)), other}},
				{at: 2 * day, clock: 2 * day, rows: rows{known(seats(22)), other}},
			},
			want:    []string{"s1 csv 22 2026-12-31", "s2 csv 1"},
			history: []string{"csv present=true 2026-11-01", "csv quantity=20 2026-11-01", "csv quantity=22 2026-11-03"},
		},
		"what has changed since is told once": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(), other}},
				{at: year, clock: year, rows: rows{known(seats(21)), other}},
				{at: 2 * day, clock: 2 * day, rows: rows{known(seats(23)), other}},
				{at: 3 * day, clock: 3 * day, rows: rows{known(seats(24)), other}},
			},
			want: []string{"s1 csv 24 2026-12-31", "s2 csv 1"},
			history: []string{
				"csv present=true 2026-11-01", "csv quantity=20 2026-11-01", "csv quantity=23 2026-11-03", "csv quantity=24 2026-11-04",
			},
		},
		"a row that it saw first is there since now": {
			deliveries: []delivery{
				{at: 0, rows: rows{other}},
				{at: year, clock: year, rows: rows{known(), other}},
				{at: 2 * day, clock: 2 * day, rows: rows{known(), other}},
			},
			want: []string{"s1 csv 20 2026-12-31 first seen 2026-11-03", "s2 csv 1"},
		},
		"a row that it missed is missing since now": {
			deliveries: []delivery{
				{at: 0, rows: rows{known(), other}},
				{at: year, clock: year, complete: true, rows: rows{other}},
				{at: 2 * day, clock: 2 * day, complete: true, rows: rows{other}},
			},
			want: []string{"s2 csv 1", "s1 csv 20 2026-12-31 missing since 2026-11-03"},
			history: []string{
				"csv present=true 2026-11-01", "csv quantity=20 2026-11-01", "csv present=false 2026-11-03",
			},
		},
	}
}
