package html

import (
	"math"
	"slices"
	"strconv"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

const (
	trendLeast = 2 // points that make a trend

	trendTop    = 10  // pixels over the plot
	trendPlot   = 160 // pixels of the plot
	trendBottom = 24  // pixels below it, for the days

	trendLeft  = 9.0  // percent of the width that the numbers take
	trendGap   = 1.0  // percent of it between a number and the plot
	trendFill  = 0.76 // of its place that a column fills
	trendWide  = 6.0  // percent of the width that a column takes at most
	trendNamed = 3    // days that are named at most; two where the names are long
	trendParts = 4    // into which the lines divide the plot
)

// trendChart shows the runs up to this one as columns of findings, stacked by
// severity, with a line of those that are overdue. X is in percent of the width,
// Y in pixels.
type trendChart struct {
	Height, Base int
	Left, Number string // where the plot begins, and where the numbers end
	Columns      []trendColumn
	Late         []trendLine // between the overdue findings of one run and the next
	Grid         []trendLabel
	Days         []trendLabel
}

// trendColumn is one run.
type trendColumn struct {
	Seq        int64
	AsOf       string
	Name       string // its day
	Findings   int
	Overdue    int
	Severities []reports.Counted // of the findings, as the summary counts them
	Blocks     []trendBlock
	Text       string // all of it in one line
	Left, Mid  string
	Right      string
	LateY      int
}

// trendBlock is the findings of one severity.
type trendBlock struct {
	Severity      string
	X, Width      string
	Y, BlockDepth int
}

type trendLine struct {
	X1, X2 string
	Y1, Y2 int
}

// trendLabel is a number at a line of the grid, or a day below the plot.
type trendLabel struct {
	X    string
	Y    int
	Text string
	Side string // on which side of X the text stands: start, middle or end
}

// NoTrend says why there is no chart; it is empty where there is one.
func (p *page) NoTrend() string {
	switch l := &p.Words.Labels; {
	case p.IsCut():
		return l.TrendCut
	case p.Run.Backfill():
		return l.TrendBackfill
	case len(p.Run.Trend) < trendLeast:
		return l.TrendShort
	default:
		return ""
	}
}

// TrendWithout says that this run is no point of its trend; it is empty for one
// that is.
func (p *page) TrendWithout() string {
	if slices.ContainsFunc(p.Run.Trend, func(t reconcile.TrendPoint) bool { return t.Seq == p.Run.Seq }) {
		return ""
	}
	return p.Words.Labels.TrendWithout
}

// TrendSays puts the trend in a sentence.
func (p *page) TrendSays() string {
	points := p.Run.Trend
	first, last := points[0], points[len(points)-1]
	text := p.Words.Labels.TrendSays
	for key, value := range map[string]string{
		"runs": p.Number(len(points)), "from": p.pointName(&first), "to": p.pointName(&last),
		"before": p.Number(first.Findings), "now": p.Number(last.Findings),
	} {
		text = words.Fill(text, key, value)
	}
	return text
}

// pointName names a run of the trend by its day, with its number where days have
// several runs: their as-of instants may be the same.
func (p *page) pointName(t *reconcile.TrendPoint) string {
	name := p.DayText(reconcile.DayOf(t.AsOf))
	if p.manyADay() {
		name += " #" + strconv.FormatInt(t.Seq, 10)
	}
	return name
}

// manyADay reports whether a day of the trend has several runs.
func (p *page) manyADay() bool {
	sameDay := func(a, b reconcile.TrendPoint) bool { return reconcile.DayOf(a.AsOf) == reconcile.DayOf(b.AsOf) }
	return len(slices.CompactFunc(slices.Clone(p.Run.Trend), sameDay)) < len(p.Run.Trend)
}

// OverdueWord names what is overdue.
func (p *page) OverdueWord() string { return p.Words.Urgency(reconcile.Overdue) }

// Trend returns the chart; there are points enough.
func (p *page) Trend() trendChart {
	points := p.Run.Trend
	most := 0
	for i := range points {
		most = max(most, points[i].Findings)
	}
	scale := newTrendScale(most)
	chart := trendChart{
		Height: trendTop + trendPlot + trendBottom, Base: trendTop + trendPlot,
		Left: percentText(trendLeft), Number: percentText(trendLeft - trendGap),
	}
	step := (100 - trendLeft) / float64(len(points))
	for i := range points {
		mid := trendLeft + step*(float64(i)+0.5)
		chart.Columns = append(chart.Columns, p.trendColumn(&points[i], scale, mid, min(step*trendFill, trendWide)))
	}
	for i := range chart.Columns[1:] {
		a, b := &chart.Columns[i], &chart.Columns[i+1]
		chart.Late = append(chart.Late, trendLine{a.Mid, b.Mid, a.LateY, b.LateY})
	}
	for n := 0; n <= scale.top; n += scale.step {
		chart.Grid = append(chart.Grid, trendLabel{Y: scale.y(n), Text: p.axisNumber(n)})
	}
	if p.manyADay() {
		chart.nameDays(trendNamed - 1)
	} else {
		chart.nameDays(trendNamed)
	}
	return chart
}

func (p *page) trendColumn(t *reconcile.TrendPoint, scale trendScale, mid, width float64) trendColumn {
	l := &p.Words.Labels
	column := trendColumn{
		Seq: t.Seq, AsOf: p.Local(t.AsOf), Name: p.pointName(t), Findings: t.Findings, Overdue: t.Overdue,
		Severities: reports.CountsOf(reconcile.Severities(), t.BySeverity, p.Words.Severity, true),
		Left:       percentText(mid - width/2), Mid: percentText(mid), Right: percentText(mid + width/2), LateY: scale.y(t.Overdue),
		Text: p.DayText(reconcile.DayOf(t.AsOf)) + " · " + p.Pair(l.Run, strconv.FormatInt(t.Seq, 10)) + " · " + p.Pair(l.Findings, p.Number(t.Findings)),
	}
	below := 0
	for _, severity := range column.Severities {
		if severity.N == 0 {
			continue
		}
		foot, head := scale.y(below), scale.y(below+severity.N)
		below += severity.N
		column.Blocks = append(column.Blocks, trendBlock{
			severity.Code, column.Left, percentText(width), head, foot - head,
		})
		column.Text += " · " + p.Pair(severity.Word, p.Number(severity.N))
	}
	column.Text += " · " + p.Pair(p.OverdueWord(), p.Number(t.Overdue))
	return column
}

// nameDays names the first and the last day and some between, evenly apart.
func (c *trendChart) nameDays(most int) {
	last := len(c.Columns) - 1
	named := min(most, last+1)
	for i := range named {
		column := &c.Columns[i*last/(named-1)]
		label := trendLabel{X: column.Mid, Y: c.Height - 8, Text: column.Name, Side: "middle"}
		switch i {
		case 0:
			label.X, label.Side = column.Left, "start"
		case named - 1:
			label.X, label.Side = column.Right, "end"
		}
		c.Days = append(c.Days, label)
	}
}

// trendScale is the axis of the numbers: its top, and the lines below it.
type trendScale struct{ top, step int }

// newTrendScale makes room for a number, with lines at round ones.
func newTrendScale(most int) trendScale {
	for power := 1; ; power *= 10 {
		for _, n := range [...]int{1, 2, 5} {
			if step := n * power; step*trendParts >= most {
				return trendScale{top: max((most+step-1)/step, 1) * step, step: step}
			}
		}
	}
}

// y returns the place of a number in pixels.
func (s trendScale) y(n int) int {
	return trendTop + trendPlot - int(math.Round(float64(n)*trendPlot/float64(s.top)))
}

// axisNumber writes a round number so that it fits beside the plot.
func (p *page) axisNumber(n int) string {
	switch {
	case n >= 1_000_000 && n%100_000 == 0:
		return strconv.FormatFloat(float64(n)/1_000_000, 'f', -1, 64) + "M"
	case n >= 10_000 && n%1000 == 0:
		return strconv.Itoa(n/1000) + "k"
	default:
		return p.Number(n)
	}
}
