package ics

import (
	"bufio"
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

const (
	// mostEvents is how many events a calendar holds: readers get slow, or
	// refuse it, with more.
	mostEvents = 2000

	// mostGone is how many of them are kept for days that left. Such a day is
	// said once, while a day far ahead comes back every night.
	mostGone = 500
)

// Write writes an iCalendar file (RFC 5545) with one all-day event per
// due day and tenant. The same day of the same tenant has the same UID in every
// run, so that a reader replaces its event; a day on which nothing of the tenant
// is due any more is cancelled by the run in which it left.
func Write(ctx context.Context, w io.Writer, r *reports.Report) error {
	c := calendar{r, &writer{bufio.NewWriterSize(w, 64<<10)}}
	gone, err := c.daysThatMayHaveLeft(ctx)
	if err != nil {
		return err
	}
	due, all, err := c.dueDays(ctx, gone)
	if err != nil {
		return err
	}
	left := sortedDays(gone)
	due = due[:min(len(due), mostEvents-min(len(left), mostGone))]
	leftOut := all - len(due)
	if room := mostEvents - len(due); len(left) > room {
		leftOut += len(left) - room
		left = left[:room]
	}
	slices.SortStableFunc(due, func(a, b dueDay) int { return cmp.Compare(a.day, b.day) })
	c.begin(leftOut)
	for i := range due {
		c.dueEvent(&due[i])
	}
	for i := range left {
		c.goneEvent(&left[i])
	}
	if len(due)+len(left) == 0 {
		c.out.emptyZone()
	}
	c.out.line("END", "VCALENDAR")
	return c.out.flush()
}

// calendar writes the events of a report.
type calendar struct {
	*reports.Report
	out *writer
}

func (c *calendar) begin(leftOut int) {
	l := &c.Words.Labels
	c.out.line("BEGIN", "VCALENDAR")
	c.out.line("VERSION", "2.0")
	c.out.line("PRODID", "-//handover//due days//"+escape(c.Words.Language))
	c.out.line("CALSCALE", "GREGORIAN")
	c.out.line("METHOD", "PUBLISH")
	c.out.line("X-WR-CALNAME", escape(c.Titled(l.CalendarName)))
	if leftOut == 0 {
		return
	}
	c.out.line("X-WR-CALDESC", escape(words.Fill(l.DaysLeftOut, "count", c.Number(leftOut))))
	c.out.line("X-HANDOVER-LEFT-OUT", strconv.Itoa(leftOut))
}

func (c *calendar) dueEvent(d *dueDay) {
	c.beginEvent(d)
	c.out.line("SUMMARY", escape(c.dueSummary(d)))
	c.out.line("DESCRIPTION", escapeLines(c.dueLines(d)))
	c.out.line("STATUS", "CONFIRMED")
	c.out.line("PRIORITY", strconv.Itoa(1+2*d.worst().Rank())) // 1 is the highest of RFC 5545, 9 the lowest
	c.out.line("END", "VEVENT")
}

func (c *calendar) goneEvent(d *dueDay) {
	c.beginEvent(d)
	c.out.line("SUMMARY", escape(words.Fill(c.Words.Labels.EventGone, "tenant", d.tenantName())))
	c.out.line("STATUS", "CANCELLED")
	c.out.line("END", "VEVENT")
}

// beginEvent writes what all events have. A day of a calendar has no zone; the
// day on which it ends is the first one that is no longer part of it.
func (c *calendar) beginEvent(d *dueDay) {
	c.out.line("BEGIN", "VEVENT")
	c.out.line("UID", d.uid())
	c.out.line("DTSTAMP", c.stamp().UTC().Format("20060102T150405Z"))
	c.out.line("SEQUENCE", reports.RunID(&c.Run))
	c.out.line("DTSTART;VALUE=DATE", date(d.day))
	c.out.line("DTEND;VALUE=DATE", date(d.day.AddDays(1)))
	c.out.line("TRANSP", "TRANSPARENT")
}

// stamp returns the instant from which the calendar is: the end of the run, or
// what is nearest to it where the run never ended.
func (c *calendar) stamp() time.Time {
	switch run := &c.Run; {
	case !run.FinishedAt.IsZero():
		return run.FinishedAt
	case !run.StartedAt.IsZero():
		return run.StartedAt
	default:
		return run.AsOf
	}
}

func date(d reconcile.Day) string { return d.Start().Format("20060102") }
