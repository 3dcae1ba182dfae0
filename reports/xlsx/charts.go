package xlsx

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"

	"handover/reports/words"
)

// chartRows are the rows of the summary that a chart shows.
type chartRows struct {
	title        string
	first, count int
	largest      float64 // about, of their amounts
}

// headroom is how far an axis goes beyond the longest bar, whose number stands
// behind it.
const headroom = 1.15

// shownBars is how many codes the chart of the exposure shows.
const shownBars = 10

// charts says where the charts of the summary stand and what they show.
type charts struct {
	top, bottom int // the rows of the counts, beside which they stand
	exposure    chartRows
}

const (
	// pixelsPerRow and pixelsPerCharacter are the sizes of excelize's default font.
	pixelsPerRow       = 20
	pixelsPerCharacter = 7
	// chartRowsHigh is how many rows a chart takes.
	chartRowsHigh = 16
	// margin is the room between two charts, in pixels.
	margin = 10
	// summaryScale is the size in which the summary is printed, in percent: as wide
	// as a page in landscape format.
	summaryScale = 72
)

// decorateSummary adds the charts, and ends the first page below the counts. A
// sheet that is fitted to a page knows no page ends, so that it is scaled.
func (b *builder) decorateSummary(book *excelize.File, tab string, c charts) error {
	fit, scale, edge := false, uint(summaryScale), 0.5
	err := errors.Join(
		book.SetSheetProps(tab, &excelize.SheetPropsOptions{FitToPage: &fit}),
		book.SetPageLayout(tab, &excelize.PageLayoutOptions{AdjustTo: &scale}),
		book.SetPageMargins(tab, &excelize.PageLayoutMarginsOptions{Top: &edge, Bottom: &edge}),
		book.InsertPageBreak(tab, fmt.Sprintf("A%d", c.bottom+1)),
		c.add(book, tab, c.top, c.dueChart(b, tab)),
	)
	if err != nil || c.exposure.count == 0 {
		return err
	}
	return c.add(book, tab, c.top+chartRowsHigh, c.exposureChart(tab))
}

// add puts a chart beside the counts, from a row on.
func (c *charts) add(book *excelize.File, tab string, from int, chart *excelize.Chart) error {
	width := 0.0
	for _, column := range summaryColumns()[side:] {
		width += column.Width
	}
	height := chartRowsHigh*pixelsPerRow - margin
	chart.Dimension = excelize.ChartDimension{Width: uint(width * pixelsPerCharacter), Height: uint(height)}
	chart.Format = excelize.GraphicOptions{Positioning: "oneCell", OffsetY: margin / 2}
	chart.Legend.Position = "none"
	chart.PlotArea.ShowVal, chart.PlotArea.NumFmt = true, excelize.ChartNumFmt{CustomNumFmt: "#,##0"}
	chart.XAxis.Font = excelize.Font{Size: 9, Color: "404040"}
	chart.YAxis.None = true // every bar carries its number
	gap := uint(40)
	chart.GapWidth = &gap
	name, err := excelize.CoordinatesToCellName(side+1, from+1)
	if err != nil {
		return err
	}
	return book.AddChart(tab, name, chart)
}

// dueChart shows how many findings are due in each week.
func (c *charts) dueChart(b *builder, tab string) *excelize.Chart {
	first := c.top + 2
	return &excelize.Chart{
		Type:   excelize.Col,
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: b.Words.Labels.PerWeek}}},
		Series: []excelize.ChartSeries{series(tab, middle, middleValue, first, dueBars)},
		XAxis:  excelize.ChartAxis{Alignment: excelize.Alignment{TextRotation: -45}},
	}
}

// exposureChart shows the largest exposures in one currency. Amounts in different
// currencies must not stand on one axis.
func (c *charts) exposureChart(tab string) *excelize.Chart {
	chart := &excelize.Chart{
		Type:   excelize.Bar,
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.exposure.title}}},
		Series: []excelize.ChartSeries{series(tab, right, sideValue, c.exposure.first+1, c.exposure.count)},
		XAxis:  excelize.ChartAxis{ReverseOrder: true},
	}
	if end := c.exposure.largest * headroom; end > 0 {
		chart.YAxis.Maximum = &end
	}
	return chart
}

// series names the cells of a chart: labels in one column, numbers in another,
// from a row on, which is counted from 1.
func series(tab string, labels, values, first, count int) excelize.ChartSeries {
	cells := func(column int) string {
		name, _ := excelize.ColumnNumberToName(column + 1) // the columns of the summary are few
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", tab, name, first, name, first+count-1)
	}
	return excelize.ChartSeries{
		Name: words.OneLine(tab), Categories: cells(labels), Values: cells(values),
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"2F5597"}},
	}
}
