package html

import (
	"cmp"
	"slices"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

// timeline shows what is known of one subscription, day by day.
type timeline struct {
	Offer    string
	Quantity reconcile.Count
	ID       string
	Marks    []mark // by day, those without one last

	// What is drawn; lengths in percent of the width.
	Today   string
	Spans   []daySpanDrawn
	Margins []daySpanDrawn // from the planned day of a step to its last safe one
	Ticks   []tick
	Planned bool // the plan has steps for it

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
	Safe     string             // of a step: its last safe day
	Lost     string             // of a step: that the day has passed
	Late     bool               // of a step: overdue
	X        string

	safe   reconcile.Day
	margin int // of a step
}

// The lanes of a timeline, in pixels: the term, the dues below it, and the steps
// of the plan where there are any.
const (
	termLane  = 29
	dueLane   = 46
	stepLane  = 64
	laneDepth = 10 // from the middle of the last lane to the foot

	termDepth   = 10 // of the stretches in the first lane
	marginDepth = 4  // of those behind a step
)

// The kinds of mark that steps have.
const (
	markBrings = "brings"
	markChecks = "checks"
	markEnds   = "ends"
)

// Y returns the lane of a mark.
func (m mark) Y() int {
	switch m.Kind {
	case "due":
		return dueLane
	case markBrings, markChecks, markEnds:
		return stepLane
	default:
		return termLane
	}
}

// Drawn reports whether there is anything to draw: a subscription of which no day is
// known has a list only.
func (t *timeline) Drawn() bool {
	return len(t.Spans) > 0 || slices.ContainsFunc(t.Marks, func(m mark) bool { return m.X != "" })
}

// Drawing returns the marks that have a place, the milder findings first: of two on
// one place the worse lies on top.
func (t *timeline) Drawing() []mark {
	var list []mark
	for _, m := range t.Marks {
		if m.X != "" {
			list = append(list, m)
		}
	}
	slices.SortStableFunc(list, func(a, b mark) int { return cmp.Compare(b.Severity.Rank(), a.Severity.Rank()) })
	return list
}

// Height returns the height of the drawing in pixels.
func (t *timeline) Height() int {
	if t.Planned {
		return stepLane + laneDepth
	}
	return dueLane + laneDepth
}

// Foot returns the lower end of the lines that run through all lanes.
func (t *timeline) Foot() int { return t.Height() - 4 }

// TermTop and TermDepth give where the stretches of the first lane are drawn.
func (t *timeline) TermTop() int { return termLane - termDepth/2 }

// TermDepth returns their depth.
func (t *timeline) TermDepth() int { return termDepth }

// MarginTop and MarginDepth give where the stretches behind steps are drawn.
func (t *timeline) MarginTop() int { return stepLane - marginDepth/2 }

// MarginDepth returns their depth.
func (t *timeline) MarginDepth() int { return marginDepth }

// daySpanDrawn is a stretch of days: the term, the grace after it, a gap.
type daySpanDrawn struct {
	Kind, X, Width string
}

// tick is the first day of a month.
type tick struct {
	X   string
	Day reconcile.Day
}

// timelineOf puts together what the findings of one subscription and the steps
// of its move say. There is one of them at least.
func (p *page) timelineOf(move *subscription) timeline {
	line := timeline{Planned: len(move.steps) > 0}
	if len(move.findings) > 0 {
		f := &move.findings[0].Finding
		line.Offer, line.Quantity, line.ID = reports.OfferOf(f.OfferName, f.OfferID, f.SubscriptionID), f.Quantity, f.SubscriptionID
	} else {
		s := move.steps[0]
		line.Offer, line.Quantity, line.ID = reports.OfferOf(s.OfferName, s.OfferID, s.SourceID), s.Seats, s.SourceID
	}
	for _, reported := range move.findings {
		f := &reported.Finding
		if !line.end.Known() && f.LastDay.Known() && !f.LastDay.NoEnd() {
			line.end, line.cover = f.LastDay, f.CoverBy
			line.goesOn = f.Outcome == reconcile.Renews || f.Outcome == reconcile.Extends
			p.addTerm(&line, f)
		}
		p.addEvidence(&line, f)
	}
	for _, reported := range move.findings {
		line.Marks = append(line.Marks, p.dueMark(reported))
	}
	for _, step := range move.steps {
		line.Marks = append(line.Marks, p.stepMark(step))
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
func (p *page) addTerm(line *timeline, f *reconcile.Finding) {
	l, text := &p.Words.Labels, p.Words.Labels.TermEnds
	if f.Outcome != reconcile.NoOutcome {
		text = p.Pair(text, p.Words.Outcome(f.Outcome))
	}
	line.Marks = append(line.Marks, p.dayMark("end", f.LastDay, text))
	if f.CoverBy.Known() && f.CoverBy != f.LastDay {
		line.Marks = append(line.Marks, p.dayMark("cover", f.CoverBy, l.CoverBy))
	}
}

// addEvidence adds the days that the evidence of a finding names, each kind of
// day once.
func (p *page) addEvidence(line *timeline, f *reconcile.Finding) {
	l := &p.Words.Labels
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
		line.Marks = append(line.Marks, p.dayMark(kind, day, text))
	}
}

// dayIn reads the day of evidence, which is a day or an instant.
func dayIn(value string) (reconcile.Day, bool) {
	if day, err := reconcile.ParseDay(value); err == nil {
		return day, !day.NoEnd()
	}
	t, err := time.Parse(time.RFC3339, value)
	day := reconcile.DayOf(t)
	return day, err == nil && !day.NoEnd()
}

func (p *page) dayMark(kind string, day reconcile.Day, text string) mark {
	return mark{Kind: kind, Day: day, Text: text, Left: p.LeftTo(day)}
}

// stepMark returns the mark of a step of the plan.
func (p *page) stepMark(s *reconcile.PlanStep) mark {
	m := p.dayMark(markOf(s.Kind), s.When(p.Run.AsOf), p.Words.Step(s.Kind))
	m.Safe, m.Lost, m.Late = p.DueText(s.LastSafe), p.Lost(s), s.Overdue(p.Run.AsOf)
	m.safe, m.margin = s.LastSafe.Day, s.Margin
	return m
}

// markOf tells what a step is for: it brings the replacement, checks it, or ends
// the source.
func markOf(kind reconcile.StepKind) string {
	switch kind {
	case reconcile.StepVerify:
		return markChecks
	case reconcile.StepSetCancel, reconcile.StepAutoRenewOff, reconcile.StepCancelEST, reconcile.StepCancelNow, reconcile.StepCancelAzure:
		return markEnds
	default:
		return markBrings
	}
}

// dueMark returns the mark of a finding: its due, and what it is.
func (p *page) dueMark(reported *reconcile.Reported) mark {
	f := &reported.Finding
	m := mark{Kind: "due", Day: f.Due.Day, Text: p.Words.Title(f.Code)}
	if f.Due.Known() {
		m = p.dayMark("due", f.Due.Day, words.Fill(p.Words.Labels.DueOf, "what", m.Text))
	}
	m.Severity, m.Word, m.Anchor = f.Severity, p.Words.Severity(f.Severity), f.ID
	return m
}
