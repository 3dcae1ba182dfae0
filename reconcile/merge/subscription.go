package merge

import (
	"time"

	"handover/reconcile"
)

// Merger merges what several sources say. It may be used by several goroutines
// at once.
type Merger struct {
	sources Sources
	started time.Time
	groups  []group
}

// New returns the merger of a run. started is when the run really starts, from
// which ages are measured, whatever its as-of.
func New(sources Sources, started time.Time) *Merger {
	return &Merger{sources: sources, started: started, groups: groupsInOrder()}
}

// Subscription returns one subscription of one tenant as all its sources
// together know it, from a row of each in any order. The rows stay as they are. Where
// all of them only add to what others know there is no subscription: it has no id.
func (m *Merger) Subscription(rows []reconcile.SourceRow) reconcile.Subscription {
	if len(rows) == 1 && m.standsAlone(&rows[0]) {
		return rows[0].Subscription
	}
	return m.merge(rows, nil)
}

// standsAlone reports whether a row that is the only one is the answer as it is.
func (m *Merger) standsAlone(row *reconcile.SourceRow) bool {
	source := m.sources.Of(row.Source)
	return !row.Gone && !row.Lacked && !source.Retired && source.Feed.ProvesExistence() &&
		source.Fresh(row.ObservedAt, m.started)
}

// merging is one subscription on its way.
type merging struct {
	rows    []reconcile.SourceRow
	voices  []voice // in the order in which they count where nothing else decides
	retired []voice // where others have a say

	at    time.Time // now, or when a row that is gone was last seen
	today reconcile.Day

	end     reconcile.Day // E as merged
	dayOnly bool          // E is an old row's, from which the fresh one differs by a day only
	result  reconcile.Subscription
	trace   *trace // nil in a scan
}

func (m *Merger) merge(rows []reconcile.SourceRow, t *trace) reconcile.Subscription {
	g := merging{rows: rows, at: m.started, trace: t}
	if !g.hear(m.sources) {
		return reconcile.Subscription{}
	}
	g.result.ID, g.result.TenantID = rows[0].ID, rows[0].TenantID
	g.judgePresence()
	g.weigh()
	g.noteUnreadable()
	for i := range m.groups {
		g.settle(&m.groups[i])
	}
	g.endWithBill()
	return g.result
}

// hear takes up the rows of the sources that have a say, and those of retired
// ones where nobody else knows the subscription; false where nobody does at all.
func (g *merging) hear(sources Sources) bool {
	g.voices = make([]voice, 0, len(g.rows))
	known, remembered := false, false
	for i := range g.rows {
		v := voice{row: i, source: sources.Of(g.rows[i].Source), observedAt: g.rows[i].ObservedAt}
		if v.source.Retired {
			g.retired = append(g.retired, v)
			remembered = remembered || !v.annotates()
		} else {
			g.voices = append(g.voices, v)
			known = known || !v.annotates()
		}
	}
	if !known {
		g.voices, g.retired, g.result.Gone = append(g.voices, g.retired...), nil, true
	}
	return known || remembered
}

// weigh finds out who is old, and who comes first for rows of their channel.
func (g *merging) weigh() {
	g.today = reconcile.DayOf(g.at)
	for i := range g.voices {
		v := &g.voices[i]
		lost := g.rows[v.row].Gone && !v.isBill() && !g.result.Gone
		v.old = lost || !v.source.Fresh(v.observedAt, g.at)
	}
	g.rankFor(reconcile.CSP)
}

// rankFor brings the voices in the order that holds for rows of a channel.
func (g *merging) rankFor(channel reconcile.Channel) {
	for i := range g.voices {
		g.voices[i].rank = g.voices[i].source.RankFor(channel)
	}
	inOrder(g.voices)
}

// settle takes a group from the voice that is best for it.
func (g *merging) settle(by *group) {
	winner := g.choose(by)
	if winner == nil && len(by.columns) > 1 && !by.ends {
		for _, c := range by.columns {
			g.settle(&group{columns: []column{c}})
		}
		return
	}
	if winner != nil {
		g.take(by, winner)
	}
	if g.trace != nil {
		g.trace.tell(g, by, winner)
	}
	g.follow(by, winner)
}

func (g *merging) choose(by *group) *voice {
	if by.ends {
		return g.chooseEnd()
	}
	return best(g.voices, func(v *voice) tier { return g.tierOf(by, v) })
}

func (g *merging) take(by *group, winner *voice) {
	from := &g.rows[winner.row].Subscription
	for i := range by.columns {
		c := &by.columns[i]
		c.set(&g.result, from)
		if winner.old && !g.dayOnly && c.known(from) {
			g.result.Old = g.result.Old.With(c.field)
		}
	}
	g.compare(by, winner)
}

// follow draws what the later groups need of this one.
func (g *merging) follow(by *group, winner *voice) {
	switch by.columns[0].field {
	case reconcile.FieldChannel:
		if g.result.Channel != reconcile.CSP {
			g.rankFor(g.result.Channel)
		}
	case reconcile.FieldStatus:
		if winner == nil {
			winner = best(g.voices, plainTier)
		}
		g.result.Source, g.result.ObservedAt = winner.source.Name, winner.observedAt
	case reconcile.FieldEndOfTerm:
		if winner != nil && winner.source.Name != g.result.Source {
			g.result.ChoiceSource = winner.source.Name
		}
	case reconcile.FieldCommitmentEnd:
		g.dayOnly = false
	}
}

// tierOf returns how good a voice is for a group, by its first column.
func (g *merging) tierOf(by *group, v *voice) tier {
	row, c := &g.rows[v.row], &by.columns[0]
	switch {
	case by.emptyCounts && !by.carriedBy(row):
		return silent
	case !by.emptyCounts && !c.known(&row.Subscription):
		return silent
	case v.old && c.fades != nil && c.fades(&row.Subscription):
		return silent
	case by.mute != nil && by.mute(g, v):
		return silent
	}
	return tierIf(!by.emptyCounts && c.listed != nil && !c.listed(&row.Subscription), unlisted) |
		tierIf(by.billsLast && v.isBill(), bill) |
		tierIf(v.old, old) |
		tierIf(by.behind != nil && by.behind(g, v), behind)
}

// carriedBy reports whether a row carries a column of the group, or knows one.
func (by *group) carriedBy(row *reconcile.SourceRow) bool {
	for i := range by.columns {
		if row.Carries.Has(by.columns[i].field) || by.columns[i].known(&row.Subscription) {
			return true
		}
	}
	return false
}

// microsoftTells reports whether a feed of Microsoft's knows the status, among
// the old voices or among the fresh ones.
func (g *merging) microsoftTells(old bool) bool {
	for i := range g.voices {
		v := &g.voices[i]
		if v.old == old && v.source.Feed.IsMicrosofts() && g.rows[v.row].Status.Listed() {
			return true
		}
	}
	return false
}
