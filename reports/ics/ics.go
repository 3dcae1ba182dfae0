package ics

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"iter"
	"strconv"
	"time"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

const (
	minute = time.Minute

	// refresh is how often who has subscribed to a calendar should look for a new one.
	refresh = "PT6H"
)

// Write writes an iCalendar file (RFC 5545) to subscribe to: an all-day event for each
// finding that is bad enough, or one for a day with many of them. An event has the same
// UID in every run, so that a reader replaces it; a finding that the run or those of a
// week before resolved or silenced, or that is no longer bad enough, is cancelled.
func Write(ctx context.Context, w io.Writer, r *reports.Report) error {
	c := calendar{r, &writer{bufio.NewWriterSize(w, 64<<10)}}
	var gone []goneEvent
	left := func(f *reconcile.Finding, at reconcile.Day) {
		if len(gone) < mostGone {
			gone = append(gone, goneEvent{uidOf(f), at, words.Fill(c.Words.Labels.EventGone, "title", c.title(f))})
		}
	}
	days, leftOut, err := c.days(ctx, left)
	if err != nil {
		return err
	}
	if err := c.ended(ctx, left); err != nil {
		return err
	}
	c.begin(leftOut)
	for _, d := range days {
		c.dayEvents(d)
	}
	for i := range gone {
		c.cancel(&gone[i])
	}
	if len(days)+len(gone) == 0 {
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

// goneEvent is an event of an earlier calendar that is cancelled.
type goneEvent struct {
	uid   string
	day   reconcile.Day
	title string
}

// ended tells of the findings that the run resolved or silenced, and then of those that
// runs before it did: a reader who was away for some nights would keep their events.
func (c *calendar) ended(ctx context.Context, left func(*reconcile.Finding, reconcile.Day)) error {
	for resolved, err := range c.Resolved(ctx) {
		if err != nil {
			return err
		}
		if c.shows(&resolved.Finding) {
			left(&resolved.Finding, resolved.Finding.Due.Day)
		}
	}
	for _, earlier := range [...]iter.Seq2[reconcile.Finding, error]{c.Silenced(ctx), c.Ended(ctx)} {
		for f, err := range earlier {
			if err != nil {
				return err
			}
			if c.shows(&f) {
				left(&f, f.Due.Day)
			}
		}
	}
	return nil
}

func (c *calendar) begin(leftOut int) {
	l := &c.Words.Labels
	name, about := escape(c.Titled(l.CalendarName)), l.CalendarAbout
	if leftOut > 0 {
		about += " " + words.Fill(l.EventsLeftOut, "count", c.Number(leftOut))
	}
	c.out.line("BEGIN", "VCALENDAR")
	c.out.line("VERSION", "2.0")
	c.out.line("PRODID", "-//handover//due days//"+escape(c.Words.Language))
	c.out.line("CALSCALE", "GREGORIAN")
	c.out.line("METHOD", "PUBLISH")
	c.out.line("NAME", name)
	c.out.line("X-WR-CALNAME", name)
	c.out.line("X-WR-CALDESC", escape(about))
	c.out.line("REFRESH-INTERVAL;VALUE=DURATION", refresh)
	c.out.line("X-PUBLISHED-TTL", refresh)
	if leftOut > 0 {
		c.out.line("X-HANDOVER-LEFT-OUT", strconv.Itoa(leftOut))
	}
}

// dayEvents writes the events of a day, or the one that stands for all of them.
func (c *calendar) dayEvents(d *day) {
	if d.crowded() {
		c.event(d, &entry{uid: d.uid(), severity: d.worst, title: c.dayTitle(d), quiet: d.overdue, lines: c.dayLines(d)})
		return
	}
	for i := range d.entries {
		c.event(d, &d.entries[i])
	}
}

func (c *calendar) event(d *day, e *entry) {
	c.beginEvent(e.uid, d.at)
	c.out.line("SUMMARY", escape(e.title))
	c.out.line("DESCRIPTION", escapeLines(e.lines))
	c.out.line("STATUS", "CONFIRMED")
	c.out.line("PRIORITY", strconv.Itoa(1+2*e.severity.Rank())) // 1 is the highest of RFC 5545, 9 the lowest
	if !e.quiet {
		c.alarms(d.at, e.title)
	}
	c.out.line("END", "VEVENT")
}

// alarms writes when to be reminded: at nine in the morning a week before and a day
// before, as far as these are yet to come.
func (c *calendar) alarms(at reconcile.Day, title string) {
	for _, days := range [...]int{7, 1} {
		if at.AddDays(-days) < c.Today {
			continue
		}
		trigger := fmt.Sprintf("-P%dDT15H", days-1)
		if days == 1 {
			trigger = "-PT15H"
		}
		c.out.line("BEGIN", "VALARM")
		c.out.line("ACTION", "DISPLAY")
		c.out.line("DESCRIPTION", escape(title))
		c.out.line("TRIGGER", trigger)
		c.out.line("END", "VALARM")
	}
}

func (c *calendar) cancel(g *goneEvent) {
	c.beginEvent(g.uid, g.day)
	c.out.line("SUMMARY", escape(g.title))
	c.out.line("STATUS", "CANCELLED")
	c.out.line("END", "VEVENT")
}

// beginEvent writes what all events have. A day of a calendar has no zone; the
// day on which it ends is the first one that is no longer part of it.
func (c *calendar) beginEvent(uid string, at reconcile.Day) {
	c.out.line("BEGIN", "VEVENT")
	c.out.line("UID", escape(uid))
	c.out.line("DTSTAMP", c.stamp().UTC().Format("20060102T150405Z"))
	c.out.line("SEQUENCE", reports.RunID(&c.Run))
	c.out.line("DTSTART;VALUE=DATE", date(at))
	c.out.line("DTEND;VALUE=DATE", date(at.AddDays(1)))
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
