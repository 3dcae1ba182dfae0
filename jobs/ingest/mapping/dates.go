package mapping

import (
	"fmt"
	"strings"
	"time"

	"handover/jobs/ingest/formats"
	"handover/reconcile"
)

// clock reads the dates and times of a file.
type clock struct {
	layouts []layout
	written string // the layouts as the mapping has them
	zone    *time.Location
	renews  bool // the end of a term is told by the first day of the next one
}

// layout is a way to write a date or a time, as the time package has it.
type layout struct {
	text  string
	isDay bool // there is no time in it
}

// moment is a date or a time of a file.
type moment struct {
	at    time.Time // of a bare day its midnight in UTC
	isDay bool
}

// tokens are the parts of a layout, the longer ones before those that they begin with, and
// how the time package has them.
func tokens() []string {
	return []string{
		"YYYY", "2006", "MMM", "Jan", "MM", "01", "M", "1", "DD", "02", "D", "2",
		"HH", "15", "hh", "03", "h", "3", "mm", "04", "ss", "05", "AM", "PM",
	}
}

// newLayout reads a layout such as DD/MM/YYYY HH:mm.
func newLayout(text string) (layout, error) {
	var none []string
	for i, token := range tokens() {
		if i%2 == 0 {
			none = append(none, token, "")
		}
	}
	if strings.Trim(strings.NewReplacer(none...).Replace(text), " /.-:T,") != "" {
		return layout{}, fmt.Errorf("%q is no layout; write one of YYYY, MM, DD, HH, mm and ss, such as DD/MM/YYYY", text)
	}
	for _, part := range [][2]string{{"YYYY", "year"}, {"M", "month"}, {"D", "day"}} {
		if !strings.Contains(text, part[0]) {
			return layout{}, fmt.Errorf("%q says no %s; write a layout such as DD/MM/YYYY", text, part[1])
		}
	}
	if strings.Contains(text, "h") != strings.Contains(text, "AM") {
		return layout{}, fmt.Errorf("%q: an hour of twelve needs AM behind it, such as MM/DD/YYYY hh:mm AM; write HH for one of the day", text)
	}
	return layout{strings.NewReplacer(tokens()...).Replace(text), !strings.ContainsAny(text, "Hh")}, nil
}

// isoLayouts are read whatever a mapping says, since they cannot be mistaken: a day, and a
// time without a zone. Times with one are RFC 3339.
func isoLayouts() []layout {
	return []layout{
		{time.DateOnly, true},
		{"2006-01-02T15:04:05", false},
		{"2006-01-02 15:04:05", false},
		{"2006-01-02T15:04", false},
		{"2006-01-02 15:04", false},
	}
}

// read reads a date or a time, and false where it is none.
func (c *clock) read(text string) (moment, bool) {
	if at, err := reconcile.ParseInstant(time.RFC3339Nano, strings.Replace(text, " ", "T", 1)); err == nil {
		if last := time.Date(lastYear, time.December, 31, 23, 59, 59, 0, time.UTC); at.After(last) {
			at = last
		}
		return moment{at: at}, true
	}
	for _, layouts := range [][]layout{c.layouts, isoLayouts()} {
		for _, l := range layouts {
			if at, ok := l.read(text, c.zone); ok {
				return moment{at, l.isDay}, true
			}
		}
	}
	return moment{}, false
}

func (l layout) read(text string, zone *time.Location) (time.Time, bool) {
	if l.isDay {
		zone = time.UTC // there are zones in which not every day has a midnight
	}
	at, err := time.ParseInLocation(l.text, text, zone)
	return at, err == nil
}

// lastYear is the last one that a canonical file can have; it stands for no end.
const lastYear = 9999

// dayOf returns the day that a moment tells: a bare day itself, that of the wall clock of
// a midnight in the mapping's zone, else the one in UTC, by which terms begin and end. The
// year 1 stands for no date.
func (c *clock) dayOf(m moment) reconcile.Day {
	if m.at.Year() <= 1 {
		return 0
	}
	year, month, day := m.at.In(c.zone).Date()
	if !m.isDay && m.at.Equal(time.Date(year, month, day, 0, 0, 0, 0, c.zone)) {
		return reconcile.NewDay(year, month, day)
	}
	return reconcile.DayOf(m.at)
}

// lastDay returns E, the last day of a term, of the date that the file has for its end.
func (c *clock) lastDay(m moment) reconcile.Day {
	last := c.dayOf(m)
	if c.renews && !last.NoEnd() {
		return last.AddDays(-1)
	}
	return last
}

// cell writes a moment as a canonical file has it in a column. An end is the last second
// of its day: of a bare day it would depend on the catalogue of the offer whether it is
// the last one (https://learn.microsoft.com/partner-center/developer/subscription-resources).
func (c *clock) cell(as nature, m moment) string {
	switch {
	case as == day:
		return c.dayOf(m).String()
	case as == end:
		last := c.lastDay(m)
		if !last.Known() {
			return ""
		}
		return last.End().Format(time.RFC3339)
	case m.at.Year() <= 1:
		return ""
	case m.isDay:
		return c.dayOf(m).String()
	default:
		return m.at.UTC().Format(time.RFC3339Nano)
	}
}

// fault says that a text is no date, and what to do.
func (c *clock) fault(text string) string {
	if c.written == "" {
		return fmt.Sprintf("%s is no date like 2026-11-30; name its layout in dates, such as DD/MM/YYYY", formats.Shown(text))
	}
	return fmt.Sprintf("%s is no date like 2026-11-30 nor as dates says (%s)", formats.Shown(text), c.written)
}
