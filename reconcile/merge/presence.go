package merge

import (
	"time"

	"handover/reconcile"
)

// judgePresence finds out whether the row is still there, and when it was first
// seen. Bills prove neither, unless there is nothing else.
func (g *merging) judgePresence() {
	g.result.ChargesOnly = true
	for i := range g.voices {
		g.result.ChargesOnly = g.result.ChargesOnly && g.voices[i].isBill()
	}
	if !g.result.ChargesOnly && !g.result.Gone {
		g.result.Gone = g.allLack()
	}
	g.result.FirstSeen = g.firstSeen()
	if g.result.Gone {
		g.lookBack()
	}
}

// proving reports whether a row has a word in what is there.
func (g *merging) proving(v *voice) bool {
	return !v.isBill() || g.result.ChargesOnly && !v.annotates()
}

// allLack reports whether no source that proves existence has the row any more:
// it is missing in a complete delivery, or no longer delivered while a complete
// delivery of another lacks it.
func (g *merging) allLack() bool {
	missing, there := false, false
	for i := range g.voices {
		v := &g.voices[i]
		switch row := &g.rows[v.row]; {
		case v.isBill():
		case row.Gone:
			missing = true
		case !row.Lacked && v.source.Fresh(v.observedAt, g.at):
			there = true
		}
	}
	return missing && !there
}

// lookBack sets the moment from which the facts of a row that is gone are seen,
// and the day on which the last of its sources lost it.
func (g *merging) lookBack() {
	var lastSeen time.Time
	for i := range g.voices {
		v := &g.voices[i]
		if !g.proving(v) {
			continue
		}
		if v.observedAt.After(lastSeen) && !v.source.Ahead(v.observedAt, g.at) {
			lastSeen = v.observedAt
		}
		g.result.MissingSince = max(g.result.MissingSince, g.missingSince(v))
	}
	if !lastSeen.IsZero() {
		g.at = lastSeen
	}
}

// missingSince returns the day on which one source lost the row; without a
// delivery that shows it, the day on which the row passed its age. A retired
// source has lost nothing.
func (g *merging) missingSince(v *voice) reconcile.Day {
	row := &g.rows[v.row]
	if row.MissingSince.Known() || row.Gone || v.source.Retired {
		return row.MissingSince
	}
	return min(reconcile.DayOf(v.observedAt.Add(v.source.MaxAge)), reconcile.DayOf(g.at))
}

// firstSeen returns the first day on which a source found the row where there
// had been none. It is not known where another source already had the row then.
func (g *merging) firstSeen() reconcile.Day {
	var first, there reconcile.Day
	for i := range g.voices {
		if v := &g.voices[i]; g.proving(v) {
			first = earlier(first, g.rows[v.row].FirstSeen)
			there = earlier(there, g.rows[v.row].ThereSince)
		}
	}
	if there.Known() && there < first {
		return 0
	}
	return first
}

func earlier(a, b reconcile.Day) reconcile.Day {
	if !a.Known() || b.Known() && b < a {
		return b
	}
	return a
}

// endWithBill lets a row that only bills know be active through the end of what
// they charge, and be gone after it.
func (g *merging) endWithBill() {
	if !g.result.ChargesOnly || g.result.Gone {
		return
	}
	switch {
	case g.end.Known() && g.today > g.end:
		g.result.Gone, g.result.MissingSince = true, g.end.AddDays(1)
	case g.result.Status == "":
		g.result.Status = reconcile.Active
	}
}
