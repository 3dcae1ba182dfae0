package reports

import (
	"handover/reconcile"
	"handover/reports/words"
)

// Note says that a finding rests on old or incomplete data, since its tenant was
// not evaluated, that somebody has dealt with it, and that it was new in reports which
// were never written; it is empty for one without any of that.
func (w *Wording) Note(f *reconcile.Reported) string {
	var parts []string
	if f.Delta == reconcile.NotEvaluated {
		parts = append(parts, w.Words.Labels.OldData)
	}
	if f.State == reconcile.StateAcknowledged || f.State == reconcile.StateSnoozed {
		parts = append(parts, w.Words.State(f.State))
	}
	if text := w.Words.MissedIn(f); text != "" {
		parts = append(parts, text)
	}
	return w.InOneLine(parts)
}

// Differences says what has changed about a finding. Where it is not known what
// the finding was, only its due can be told.
func (w *Wording) Differences(f *reconcile.Reported) []string {
	var list []string
	if f.Previous != nil {
		for _, d := range f.Finding.Differences(f.Previous) {
			list = append(list, w.Words.Difference(d))
		}
	}
	l := &w.Words.Labels
	switch {
	case len(list) > 0:
		return list
	case !f.PreviousDue.Known():
		return []string{l.FactsChanged}
	}
	moved := words.Fill(l.DueMoved, "before", w.DueText(f.PreviousDue))
	return []string{words.Fill(moved, "now", w.DueText(f.Finding.Due))}
}

// EvidenceOf returns what a finding rests on, the end of its term first. What is
// not known is left out.
func EvidenceOf(f *reconcile.Finding) []reconcile.Evidence {
	list := make([]reconcile.Evidence, 0, len(f.Evidence)+3)
	for _, e := range [...]reconcile.Evidence{
		{Key: "E", Value: f.LastDay.String()},
		{Key: "outcome", Value: string(f.Outcome)},
		{Key: "cover_by", Value: f.CoverBy.String()},
	} {
		if e.Value != "" {
			list = append(list, e)
		}
	}
	return append(list, f.Evidence...)
}

// EvidenceByKey returns the values of evidence by their keys.
func EvidenceByKey(evidence []reconcile.Evidence) map[string]string {
	values := make(map[string]string, len(evidence))
	for _, e := range evidence {
		values[e.Key] = e.Value
	}
	return values
}
