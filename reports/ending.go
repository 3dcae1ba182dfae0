package reports

import (
	"cmp"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports/words"
)

// mostEndings is how many customers are named whose delegated administration ends.
const mostEndings = 5

// Ending is a customer whose delegated administration (GDAP) ends within
// reconcile.DelegationEndsSoon days, or has ended, and goes on with no relationship.
type Ending struct {
	TenantID, Name string
	Until          reconcile.Day // the last day
}

// addEnding keeps a tenant in its place among those that end first, where its delegated
// administration ends. The texts of a row may be parts of one, so that those that are kept are
// copied.
func addEnding(e *First[Ending], c *reconcile.Coverage) {
	if !c.DelegatedUntil.Known() {
		return
	}
	e.All++
	// None is equal: only the place counts.
	at, _ := slices.BinarySearchFunc(e.Rows, c, func(row Ending, c *reconcile.Coverage) int {
		return cmp.Or(cmp.Compare(row.Until, c.DelegatedUntil), -1) // behind those of the same day
	})
	if at == e.most {
		return
	}
	e.Rows = slices.Insert(e.Rows, at, Ending{strings.Clone(c.TenantID), strings.Clone(c.Name), c.DelegatedUntil})
	e.Rows = e.Rows[:min(len(e.Rows), e.most)]
}

// EndingText says in one sentence whose delegated administration ends, and what to do; it is
// empty where nobody's does.
func (w *Wording) EndingText(b *Briefing) string {
	list := &b.Endings
	if list.All == 0 {
		return ""
	}
	names := First[string]{All: list.All}
	for _, row := range list.Rows {
		names.Rows = append(names.Rows, words.Fill(w.Words.Labels.Named, "name", NameOr(row.Name, row.TenantID), "part", w.DayText(row.Until)))
	}
	return w.Words.Ending(list.All, reconcile.DelegationEndsSoon, w.Names(&names))
}
