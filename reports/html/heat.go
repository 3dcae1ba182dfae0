package html

import (
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
)

const (
	// heatDays is the length of the strip: today and the 90 days after it.
	heatDays = 91
	// heatLevels is how many shades the strip has beside none.
	heatLevels = 4

	heatFill = 0.92 // of its column that a cell fills
	heatRow  = 26   // pixels
	heatHead = 18   // pixels over the first row, for the months
)

// heat counts the findings that are due on each of the next days. It is drawn as
// a calendar: a column a week, a row a day of the week.
type heat struct {
	asOf  time.Time
	today reconcile.Day
	days  [heatDays]heatDay
}

type heatDay struct {
	n        int
	critical int
}

func (h *heat) add(f *reconcile.Finding) {
	at := f.Due.DaysLeft(h.asOf)
	if !f.Due.Known() || at < 0 || at >= heatDays {
		return
	}
	h.days[at].n++
	if f.Severity == reconcile.Critical {
		h.days[at].critical++
	}
}

// heatCell is a day of the strip. X is in percent of the strip's width, Y in
// pixels.
type heatCell struct {
	Day      reconcile.Day
	X, Mid   string // the left edge, and the middle
	Y        int
	N        int
	Critical int
	Level    int // 0 for none, heatLevels for the most
	Text     string
	Today    bool
}

// heatMonth is the name of a month over the week in which it begins.
type heatMonth struct {
	X   string
	Day reconcile.Day
}

// heatChart is the strip as it is drawn.
type heatChart struct {
	Cells    []heatCell
	Months   []heatMonth
	Weekdays []heatWeekday
	Width    string // of a cell, in percent
	Height   int    // of all, in pixels
	Any      bool
}

type heatWeekday struct {
	Text string
	Y    int
}

// Heat returns the strip.
func (p *page) Heat() heatChart {
	h, first := &p.heat, weekday(p.heat.today)
	weeks := (first + heatDays + 6) / 7
	step := 100 / float64(weeks+1) // the first column holds the days of the week
	chart := heatChart{Width: percentText(step * heatFill), Height: heatHead + 7*heatRow}
	most := 0
	for _, d := range h.days {
		most = max(most, d.n)
	}
	chart.Any = most > 0
	for i, d := range h.days {
		week, row := (first+i)/7, (first+i)%7
		day, x := h.today.AddDays(i), step*float64(week+1)
		chart.Cells = append(chart.Cells, heatCell{
			Day: day, X: percentText(x), Mid: percentText(x + step*heatFill/2), Y: heatHead + row*heatRow,
			N: d.n, Critical: d.critical, Level: heatLevel(d.n, most), Text: heatText(d.n), Today: i == 0,
		})
		if i == 0 || day.Start().Day() == 1 {
			chart.addMonth(day, x)
		}
	}
	for i, name := range strings.Fields(p.Words.Labels.Weekdays) {
		chart.Weekdays = append(chart.Weekdays, heatWeekday{name, heatHead + i*heatRow})
	}
	return chart
}

// addMonth names the month of a day at its place, unless the name before it stands in the way.
func (c *heatChart) addMonth(day reconcile.Day, x float64) {
	if len(c.Months) == 1 && len(c.Cells) <= 3*7 {
		c.Months = c.Months[:0]
	}
	c.Months = append(c.Months, heatMonth{percentText(x), day})
}

// weekday returns 0 for Monday to 6 for Sunday.
func weekday(d reconcile.Day) int { return (int(d.Start().Weekday()) + 6) % 7 }

// heatLevel returns the shade of a number, by its share of the largest one.
func heatLevel(n, most int) int {
	if n == 0 {
		return 0
	}
	return (n*heatLevels + most - 1) / most
}

// heatText writes a number so that it fits into a cell.
func heatText(n int) string {
	switch {
	case n == 0:
		return ""
	case n > 999:
		return "1k+"
	default:
		return strconv.Itoa(n)
	}
}

// percentText writes a length as SVG has it, always the same way.
func percentText(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) + "%" }
