package html

import (
	"handover/reconcile"
	"handover/reports/words"
)

const (
	timelinePast  = 180 // days before today that a timeline shows at most
	timelineAhead = 400 // days after it
	timelineLeast = 60  // days after it that it always shows
	timelineEdge  = 7   // days left free at both ends
	timelineTicks = 6   // months that are named at most
	timelineNamed = 87  // percent of the width before which a name has room, even on a phone
)

// daySpan is a stretch of days.
type daySpan struct{ from, to reconcile.Day }

func (s *daySpan) include(d reconcile.Day) {
	if d.Known() {
		s.from, s.to = min(s.from, d), max(s.to, d)
	}
}

// readable bounds a span around today, so that one day far away does not press
// all others together.
func (s daySpan) readable(today reconcile.Day) daySpan {
	return daySpan{
		max(s.from, today.AddDays(-timelinePast)).AddDays(-timelineEdge),
		min(max(s.to, today.AddDays(timelineLeast)), today.AddDays(timelineAhead)).AddDays(timelineEdge),
	}
}

// at returns the place of a day in percent; what lies outside is at the edge.
func (s daySpan) at(d reconcile.Day) float64 {
	return 100 * float64(min(max(d, s.from), s.to)-s.from) / float64(s.to-s.from)
}

// place works out where everything of the timeline is drawn.
func (t *timeline) place(span daySpan, today reconcile.Day) {
	for i := range t.Marks {
		m := &t.Marks[i]
		if m.Day.Known() {
			m.X = percentText(span.at(m.Day))
		}
		if m.margin > 0 {
			t.Margins = appendSpan(t.Margins, "margin", span, m.Day, m.safe)
		}
	}
	t.Today = percentText(span.at(today))
	t.Ticks = ticks(span)
	if !t.end.Known() {
		return
	}
	t.Spans = appendSpan(t.Spans, "term", span, span.from, t.end)
	if t.goesOn {
		t.Spans = appendSpan(t.Spans, "goes-on", span, t.end, span.to)
	}
	t.Spans = appendSpan(t.Spans, "grace", span, t.end, t.cover)
	if t.gapFrom.Known() {
		until := t.gapTo
		if !until.Known() {
			until = span.to
		}
		t.Spans = appendSpan(t.Spans, "gap", span, t.gapFrom, until)
	}
}

// appendSpan adds the stretch between two days where there is one.
func appendSpan(list []daySpanDrawn, kind string, span daySpan, from, to reconcile.Day) []daySpanDrawn {
	if from, to := span.at(from), span.at(to); to > from {
		return append(list, daySpanDrawn{Kind: kind, X: percentText(from), Width: percentText(to - from)})
	}
	return list
}

// ticks returns the first days of some months, not too many to be named.
func ticks(span daySpan) []tick {
	year, month, _ := span.from.Start().Date()
	first := reconcile.NewDay(year, month, 1)
	step := 1
	for first.AddMonths(step*(timelineTicks+1)) < span.to {
		step++
	}
	var list []tick
	for day := first; day < span.to; day = day.AddMonths(step) {
		if at := span.at(day); day >= span.from && at < timelineNamed {
			list = append(list, tick{percentText(at), day})
		}
	}
	return list
}

// legendEntry explains a mark.
type legendEntry struct {
	Kind, Text string
	Span       bool
}

// Legend explains the marks and the stretches of the timelines.
func (p *page) Legend() []legendEntry {
	l := &p.Words.Labels
	list := []legendEntry{
		{"term", l.Term, true},
		{"goes-on", l.GoesOn, true},
		{"grace", l.Grace, true},
		{"gap", l.Gap, true},
		{"today", l.Today, false},
		{"end", l.TermEnds, false},
		{"cover", l.CoverBy, false},
		{"due", words.Fill(l.DueOf, "what", "…"), false},
		{"start", l.TargetStarts, false},
		{"expected", l.ExpectedEnd, false},
		{"until", l.CancelBy, false},
		{"data", l.DataUntil, false},
	}
	if p.Summary.Steps == 0 {
		return list
	}
	return append(list,
		legendEntry{markBrings, l.StepBrings, false},
		legendEntry{"margin", l.Margin, true},
		legendEntry{markChecks, l.StepChecks, false},
		legendEntry{markEnds, l.StepEnds, false},
	)
}
