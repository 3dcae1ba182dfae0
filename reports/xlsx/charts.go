package xlsx

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"

	"handover/reports/words"
	"handover/reports/workbook"
)

// chartRows are the rows of the first sheet that a chart shows.
type chartRows struct {
	title          string
	first, count   int // rows, from 0
	labels, values int // their columns
	largest        float64
}

// headroom is how far an axis goes beyond the longest bar, whose number stands
// behind it.
const headroom = 1.25

// shownBars is how many codes the chart of the exposure shows.
const shownBars = 10

const (
	// pixelsPerRow and pixelsPerCharacter are the sizes of excelize's default font.
	pixelsPerRow       = 20
	pixelsPerCharacter = 7
	// chartRowsHigh is how many rows a chart takes.
	chartRowsHigh = 16
	// margin is the room between two charts, in pixels.
	margin = 10
)

// addCharts puts two charts beside each other, from a row on, each as wide as half of the
// columns; one without rows is left out.
func addCharts(book *excelize.File, tab string, columns []workbook.Column, from int, left, right *excelize.Chart) error {
	const middle = actionColumn + 1
	return errors.Join(addChart(book, tab, columns[:middle], 0, from, left), addChart(book, tab, columns[middle:], middle, from, right))
}

// addChart puts a chart below some columns, the first of which it begins at.
func addChart(book *excelize.File, tab string, columns []workbook.Column, column, from int, chart *excelize.Chart) error {
	if chart == nil {
		return nil
	}
	width := 0.0
	for _, c := range columns {
		width += c.Width
	}
	chart.Dimension = excelize.ChartDimension{
		Width: uint(width*pixelsPerCharacter) - margin, Height: chartRowsHigh*pixelsPerRow - margin,
	}
	name, err := excelize.CoordinatesToCellName(column+1, from+1)
	if err != nil {
		return err
	}
	return book.AddChart(tab, name, chart)
}

// plain returns a chart of one row of bars, each with its number.
func plain(kind excelize.ChartType, tab string, c chartRows) *excelize.Chart {
	gap := uint(40)
	return &excelize.Chart{
		Type:     kind,
		Title:    excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.title}}},
		Series:   []excelize.ChartSeries{series(tab, c)},
		Format:   excelize.GraphicOptions{Positioning: "oneCell", OffsetY: margin / 2},
		Legend:   excelize.ChartLegend{Position: "none"},
		PlotArea: excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "#,##0"}},
		XAxis:    excelize.ChartAxis{Font: excelize.Font{Size: 9, Color: "404040"}},
		YAxis:    excelize.ChartAxis{None: true}, // every bar carries its number
		GapWidth: &gap,
	}
}

// dueChart shows how many findings are due in each week.
func (b *builder) dueChart(tab string, weeks chartRows) *excelize.Chart {
	chart := plain(excelize.Col, tab, weeks)
	chart.XAxis.Alignment = excelize.Alignment{TextRotation: -45}
	return chart
}

// exposureChart shows the largest exposures in one currency. Amounts in different
// currencies must not stand on one axis.
func exposureChart(tab string, rows chartRows) *excelize.Chart {
	if rows.count == 0 {
		return nil
	}
	chart := plain(excelize.Bar, tab, rows)
	chart.XAxis.ReverseOrder = true
	if end := rows.largest * headroom; end > 0 {
		chart.YAxis.Maximum = &end
	}
	return chart
}

// series names the cells of a chart: labels in one column, numbers in another.
func series(tab string, c chartRows) excelize.ChartSeries {
	cells := func(column int) string {
		name, _ := excelize.ColumnNumberToName(column + 1) // the columns of the sheet are few
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", tab, name, c.first+1, name, c.first+c.count)
	}
	return excelize.ChartSeries{
		Name: words.OneLine(tab), Categories: cells(c.labels), Values: cells(c.values),
		Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"2F5597"}},
	}
}
