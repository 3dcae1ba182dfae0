package reports

import (
	"context"
	"io"
	"strconv"
	"time"

	"handover/reconcile"
	"handover/reports/words"
)

const (
	// calendarEvents is how many events a calendar holds: readers get slow, or
	// refuse it, with more.
	calendarEvents = 2000

	// calendarGone is how many of them are kept for days that left. Such a day is
	// said once, while a day far ahead comes back every night.
	calendarGone = 500
)

// WriteCalendar writes an iCalendar file (RFC 5545) with one all-day event per
// due day and tenant. The same day of the same tenant has the same UID in every
// run, so that a reader replaces its event; a day on which nothing of the tenant
// is due any more is cancelled by the run in which it left.
func WriteCalendar(ctx context.Context, w io.Writer, r *Report) error {
	gone, err := r.daysThatMayHaveLeft(ctx)
	if err != nil {
		return err
	}
	due, all, err := r.dueDays(ctx, gone)
	if err != nil {
		return err
	}
	left := sortedDays(gone)
	due = due[:min(len(due), calendarEvents-min(len(left), calendarGone))]
	leftOut := all - len(due)
	if room := calendarEvents - len(due); len(left) > room {
		leftOut += len(left) - room
		left = left[:room]
	}
	out := newCalendarWriter(w)
	r.beginCalendar(out, leftOut)
	for i := range due {
		r.dueEvent(out, &due[i])
	}
	for i := range left {
		r.goneEvent(out, &left[i])
	}
	if len(due)+len(left) == 0 {
		out.emptyZone()
	}
	out.line("END", "VCALENDAR")
	return out.flush()
}

func (r *Report) beginCalendar(out *calendarWriter, leftOut int) {
	l := &r.Words.Labels
	out.line("BEGIN", "VCALENDAR")
	out.line("VERSION", "2.0")
	out.line("PRODID", "-//handover//due days//"+icsText(r.Words.Language))
	out.line("CALSCALE", "GREGORIAN")
	out.line("METHOD", "PUBLISH")
	out.line("X-WR-CALNAME", icsText(l.CalendarName))
	if leftOut == 0 {
		return
	}
	out.line("X-WR-CALDESC", icsText(words.Fill(l.DaysLeftOut, "count", strconv.Itoa(leftOut))))
	out.line("X-HANDOVER-LEFT-OUT", strconv.Itoa(leftOut))
}

func (r *Report) dueEvent(out *calendarWriter, d *dueDay) {
	r.beginEvent(out, d)
	out.line("SUMMARY", icsText(r.dueSummary(d)))
	out.line("DESCRIPTION", icsLines(r.dueLines(d)))
	out.line("STATUS", "CONFIRMED")
	out.line("PRIORITY", strconv.Itoa(1+2*d.worst().Rank())) // 1 is the highest of RFC 5545, 9 the lowest
	out.line("END", "VEVENT")
}

func (r *Report) goneEvent(out *calendarWriter, d *dueDay) {
	r.beginEvent(out, d)
	out.line("SUMMARY", icsText(words.Fill(r.Words.Labels.EventGone, "tenant", d.tenantName())))
	out.line("STATUS", "CANCELLED")
	out.line("END", "VEVENT")
}

// beginEvent writes what all events have. A day of a calendar has no zone; the
// day on which it ends is the first one that is no longer part of it.
func (r *Report) beginEvent(out *calendarWriter, d *dueDay) {
	out.line("BEGIN", "VEVENT")
	out.line("UID", d.uid())
	out.line("DTSTAMP", r.stamp().UTC().Format("20060102T150405Z"))
	out.line("SEQUENCE", RunID(&r.Run))
	out.line("DTSTART;VALUE=DATE", icsDay(d.day))
	out.line("DTEND;VALUE=DATE", icsDay(d.day.AddDays(1)))
	out.line("TRANSP", "TRANSPARENT")
}

// stamp gives the instant from which the calendar is: the end of the run, or
// what is nearest to it where the run never ended.
func (r *Report) stamp() time.Time {
	switch run := &r.Run; {
	case !run.FinishedAt.IsZero():
		return run.FinishedAt
	case !run.StartedAt.IsZero():
		return run.StartedAt
	default:
		return run.AsOf
	}
}

func icsDay(d reconcile.Day) string { return d.Start().Format("20060102") }
