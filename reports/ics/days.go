package ics

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/words"
)

const (
	// mostDays is how many days a calendar holds, and mostOfDay how many events each of
	// them: beyond that one event stands for all of the day. Readers get slow, or refuse
	// a calendar, with many more.
	mostDays, mostOfDay = 300, 5

	// mostGone is how many findings are said to be gone.
	mostGone = 500

	// namedOfDay is how many findings an event for a whole day names; it counts the rest.
	namedOfDay = 10

	// eventText is how many characters of a line an event shows, and titleText of a title.
	eventText, titleText = 800, 200
)

// entry is a finding as an event tells it.
type entry struct {
	uid      string
	severity reconcile.Severity
	title    string
	quiet    bool // nobody is to be reminded
	lines    []string
	brief    string // in one line, where an event tells of many
}

// day is a day with what falls on it. What is overdue falls on today, in a day of its own.
type day struct {
	at       reconcile.Day
	overdue  bool
	since    reconcile.Day // of what is overdue the first due day
	worst    reconcile.Severity
	findings int
	entries  []entry // the most urgent first, at most as many as are named
}

// crowded reports whether one event stands for all of a day.
func (d *day) crowded() bool { return d.findings > mostOfDay }

// uid names the event of a crowded day in every run.
func (d *day) uid() string {
	if d.overdue {
		return "overdue@handover"
	}
	return date(d.at) + "@handover"
}

// uidOf names the event of a finding in every run.
func uidOf(f *reconcile.Finding) string { return f.ID + "@handover" }

// shows reports whether a finding has a place in the calendar.
func (c *calendar) shows(f *reconcile.Finding) bool {
	return f.Due.Known() && f.Severity.Rank() <= c.Calendar.Rank()
}

// days returns the days on which something is due, the first one first, and how many
// findings fall on others than these. Findings come by urgency, so that the days that are
// met first are those with the most urgent ones. Of what a calendar no longer shows, and
// the one before did, it tells a function.
func (c *calendar) days(ctx context.Context, left func(*reconcile.Finding, reconcile.Day)) (list []*day, leftOut int, err error) {
	type place struct {
		at      reconcile.Day
		overdue bool
	}
	known := map[place]*day{}
	for reported, err := range c.Findings(ctx) {
		if err != nil {
			return nil, 0, err
		}
		f := &reported.Finding
		if !c.shows(f) {
			if before := reported.Previous; before != nil && c.shows(before) {
				left(f, before.Due.Day)
			}
			continue
		}
		p := place{at: f.Due.Day}
		if f.Due.Passed(c.AsOf) {
			p = place{c.Today, true}
		}
		d := known[p]
		if d == nil && len(list) == mostDays {
			leftOut++
			continue
		}
		if d == nil {
			d = &day{at: p.at, overdue: p.overdue, since: f.Due.Day, worst: f.Severity}
			known[p] = d
			list = append(list, d)
		}
		c.addTo(d, &reported)
	}
	slices.SortFunc(list, func(a, b *day) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.since, b.since))
	})
	return list, leftOut, nil
}

// addTo counts a finding in its day and puts it in words where there is room.
func (c *calendar) addTo(d *day, reported *reconcile.Reported) {
	f := &reported.Finding
	d.findings++
	d.since = min(d.since, f.Due.Day)
	if f.Severity.Rank() < d.worst.Rank() {
		d.worst = f.Severity
	}
	if len(d.entries) == namedOfDay {
		return
	}
	e := entry{uid: uidOf(f), severity: f.Severity, title: c.title(f)}
	e.quiet = d.overdue || reported.State == reconcile.StateAcknowledged || reported.State == reconcile.StateSnoozed
	if d.overdue {
		e.title = words.Fill(c.Words.Labels.EventOverdue, "title", e.title, "day", c.DayText(f.Due.Day))
	}
	doer := "[" + c.Who(f.Owner, f.SellerName) + "]"
	e.lines = []string{c.Pair(c.Words.Severity(f.Severity), c.Words.Message(f)), c.Action(f) + " " + doer}
	e.brief = e.title + " " + doer
	if f.Exposure.Amount.Known() {
		amount := c.AmountText(f.Exposure.Amount)
		e.lines = append(e.lines, c.Pair(c.Words.MoneyKind(f.Exposure.Kind), amount))
		e.brief += " " + amount
	}
	e.lines = append(e.lines, words.Fill(c.Words.Labels.EventUntil, "at", c.until(f.Due)))
	if note := c.Note(reported); note != "" {
		e.lines = append(e.lines, note)
		e.brief += " (" + note + ")"
	}
	for i, line := range e.lines {
		e.lines[i] = lineOf(line)
	}
	e.brief = lineOf(e.brief)
	d.entries = append(d.entries, e)
}

func lineOf(text string) string { return reports.Shorten(words.OneLine(text), eventText) }

// title says in a few words what is to be done about which product of which customer.
func (c *calendar) title(f *reconcile.Finding) string {
	what, tenant := c.Words.Brief(f, c.AsOf), reports.NameOr(f.TenantName, f.TenantID)
	product := c.Words.Product(reports.NameOr(f.OfferName, f.OfferID), f.Quantity)
	title := words.Fill(c.Words.Labels.EventOfTenant, "what", what, "tenant", tenant)
	if product != "" {
		title = words.Fill(c.Words.Labels.EventOfProduct, "what", what, "product", product, "tenant", tenant)
	}
	return reports.Shorten(strings.Clone(title), titleText)
}

// until writes the last minute in which acting helps, in the report's zone: a day of a
// calendar ends there at another hour than in UTC.
func (c *calendar) until(due reconcile.Due) string {
	if due.At.IsZero() {
		return c.Zoned(due.Day.AddDays(1).Start().Add(-minute))
	}
	return c.Zoned(due.At)
}

// dayTitle says of a crowded day how much there is to do, and what first.
func (c *calendar) dayTitle(d *day) string {
	label := c.Words.Labels.EventSeveral
	if d.overdue {
		label = c.Words.Labels.EventSeveralOverdue
	}
	return words.Fill(label, "count", c.Number(d.findings), "day", c.DayText(d.since), "first", d.entries[0].title)
}

// dayLines names the most urgent findings of a crowded day and counts the others.
func (c *calendar) dayLines(d *day) []string {
	lines := make([]string, 0, len(d.entries)+1)
	for i := range d.entries {
		lines = append(lines, d.entries[i].brief)
	}
	if more := d.findings - len(d.entries); more > 0 {
		lines = append(lines, words.Fill(c.Words.Labels.EventMore, "count", c.Number(more)))
	}
	return lines
}
