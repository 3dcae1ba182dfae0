package reports

import (
	"strings"

	"handover/reconcile"
	"handover/reports/words"
)

// Rest tells in a line each what is open beside the findings that are named as what to
// do now.
func (w *Wording) Rest(b *Briefing) []string {
	l := &w.Words.Labels
	var lines []string
	if more := b.Now.All - len(b.Now.Rows); more > 0 {
		lines = append(lines, words.Fill(l.MoreNow, "count", w.Number(more)))
	}
	if b.Lying > 0 {
		lines = append(lines, words.Fill(l.Lying, "count", w.Number(b.Lying), "day", w.DayText(b.LyingSince)))
	}
	if b.PutOff+b.Other > 0 {
		lines = append(lines, words.Fill(l.OthersOpen, "off", w.Number(b.PutOff), "other", w.Number(b.Other)))
	}
	return lines
}

// WhyUnchecked says why a group of customers was not looked at, and since when.
func (w *Wording) WhyUnchecked(u *Unchecked) string {
	why := w.Words.CoverageReason(&u.Oldest)
	if u.Since.IsZero() || u.Oldest.Reason != reconcile.RejectedRows { // the others tell the day themselves
		return why
	}
	return why + " " + w.Pair(w.InZone(w.Words.Labels.DataSince), w.Local(u.Since))
}

// Names lists the first of some names, and how many more there are.
func (w *Wording) Names(list *First[string]) string {
	return w.andMore(strings.Join(list.Rows, ", "), list)
}

// Some lists the first of some parts as InOneLine does, and how many more there are.
func (w *Wording) Some(list *First[string]) string {
	return w.andMore(w.InOneLine(list.Rows), list)
}

func (w *Wording) andMore(text string, list *First[string]) string {
	if more := list.All - len(list.Rows); more > 0 {
		return words.Fill(w.Words.Labels.AndMore, "names", text, "count", w.Number(more))
	}
	return text
}

// Counting writes a title with the number of rows below it, and of how many they are the
// first.
func (w *Wording) Counting(title string, shown, all int) string {
	if all > shown {
		return words.Fill(w.Words.Labels.FirstOf, "title", title, "shown", w.Number(shown), "all", w.Number(all))
	}
	return w.Pair(title, w.Number(all))
}
