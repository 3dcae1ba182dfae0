package reports

import (
	"cmp"
	"slices"
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

// timeline shows what is known of one subscription, day by day.
type timeline struct {
	Offer    string
	Quantity reconcile.Count
	ID       string
	Marks    []mark // by day, those without one last

	// What is drawn; lengths in percent of the width.
	Today string
	Spans []daySpanDrawn
	Ticks []tick

	end, cover, gapFrom, gapTo reconcile.Day
	goesOn                     bool
}

// mark is a day of a timeline, or a finding that has none.
type mark struct {
	Kind     string // names its shape
	Day      reconcile.Day
	Left     string
	Text     string
	Severity reconcile.Severity // of a finding
	Word     string             // for the severity
	Anchor   string             // of the finding's row in the table
	X        string
}

// Y gives the lane of a mark in pixels: the dues have their own, below the term.
func (m mark) Y() int {
	if m.Kind == "due" {
		return 46
	}
	return 29
}

// daySpanDrawn is a stretch of days: the term, the grace after it, a gap.
type daySpanDrawn struct {
	Kind, X, Width string
}

// tick is the first day of a month.
type tick struct {
	X, Text string
}

// timelineOf puts together what the findings of one subscription say.
func (r *Report) timelineOf(move *htmlMove) timeline {
	first := &move.findings[0].Finding
	line := timeline{Offer: offerOf(first), Quantity: first.Quantity, ID: first.SubscriptionID}
	for _, reported := range move.findings {
		f := &reported.Finding
		if !line.end.Known() && f.LastDay.Known() && !f.LastDay.NoEnd() {
			line.end, line.cover = f.LastDay, f.CoverBy
			line.goesOn = f.Outcome == reconcile.Renews || f.Outcome == reconcile.Extends
			r.addTerm(&line, f)
		}
		r.addEvidence(&line, f)
	}
	for _, reported := range move.findings {
		line.Marks = append(line.Marks, r.dueMark(reported))
	}
	slices.SortStableFunc(line.Marks, func(a, b mark) int {
		if a.Day.Known() != b.Day.Known() {
			return cmp.Compare(b.Day, a.Day) // what has no day comes last
		}
		return cmp.Compare(a.Day, b.Day)
	})
	return line
}

// addTerm adds the end of the term, and the day by which a replacement must be
// there.
func (r *Report) addTerm(line *timeline, f *reconcile.Finding) {
	l, text := &r.words.Labels, r.words.Labels.TermEnds
	if f.Outcome != reconcile.NoOutcome {
		text += ": " + r.words.Outcome(f.Outcome)
	}
	line.Marks = append(line.Marks, r.dayMark("end", f.LastDay, text))
	if f.CoverBy.Known() && f.CoverBy != f.LastDay {
		line.Marks = append(line.Marks, r.dayMark("cover", f.CoverBy, l.CoverBy))
	}
}

// addEvidence adds the days that the evidence of a finding names, each kind of
// day once.
func (r *Report) addEvidence(line *timeline, f *reconcile.Finding) {
	l := &r.words.Labels
	for _, e := range f.Evidence {
		kind, text := "", ""
		switch e.Key {
		case "expected_end":
			kind, text = "expected", l.ExpectedEnd
		case "target_start":
			kind, text = "start", l.TargetStarts
		case "cancellable_until":
			kind, text = "until", l.CancelBy
		case "data_until":
			kind, text = "data", l.DataUntil
		case "gap_from":
			kind, text = "gap", l.GapStarts
		case "gap_to":
			kind, text = "gapend", l.GapEnds
		}
		day, ok := dayIn(e.Value)
		if kind == "" || !ok || slices.ContainsFunc(line.Marks, func(m mark) bool { return m.Kind == kind }) {
			continue
		}
		switch kind {
		case "gap":
			line.gapFrom = day
		case "gapend":
			line.gapTo = day
		}
		line.Marks = append(line.Marks, r.dayMark(kind, day, text))
	}
}

// dayIn reads the day of evidence, which is a day or an instant.
func dayIn(value string) (reconcile.Day, bool) {
	if day, err := reconcile.ParseDay(value); err == nil {
		return day, !day.NoEnd()
	}
	t, err := time.Parse(time.RFC3339, value)
	return reconcile.DayOf(t), err == nil
}

func (r *Report) dayMark(kind string, day reconcile.Day, text string) mark {
	return mark{Kind: kind, Day: day, Text: text, Left: r.left(reconcile.CountOf(int64(day - r.today)))}
}

// dueMark gives the mark of a finding: its due, and what it is.
func (r *Report) dueMark(reported *reconcile.Reported) mark {
	f := &reported.Finding
	m := mark{Kind: "due", Day: f.Due.Day, Text: r.words.Title(f.Code)}
	if f.Due.Known() {
		m = r.dayMark("due", f.Due.Day, words.Fill(r.words.Labels.DueOf, "what", m.Text))
	}
	m.Severity, m.Word, m.Anchor = f.Severity, r.words.Severity(f.Severity), f.ID
	return m
}
