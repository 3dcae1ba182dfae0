package words

import (
	"strconv"
	"time"
)

// spans are the wordings of how long something is, and how long ago.
type spans struct {
	Now   string `toml:"now"` // less than a minute ago
	Ago   string `toml:"ago"`
	Short string `toml:"short"` // less than a minute
	Both  string `toml:"both"`  // days and hours
	Range string `toml:"range"`

	Days    Number `toml:"days"`
	DaysAgo Number `toml:"days_ago"` // days within ago
	Hours   Number `toml:"hours"`
	Minutes Number `toml:"minutes"`
}

const (
	day = 24 * time.Hour
	// wholeDays is how many days a span has before its hours are left out.
	wholeDays = 7
)

// Ago says how long ago something was: "3 hours ago", "4 days 16 hours ago". What is yet
// to come was just now.
func (t *Table) Ago(passed time.Duration) string {
	if passed < time.Minute {
		return t.file.Spans.Now
	}
	return Fill(t.file.Spans.Ago, "span", t.span(passed, &t.file.Spans.DaysAgo))
}

// Span says how long something is: in minutes below an hour, in hours below a day, in
// days and hours below a week, then in days; what is left over is dropped.
func (t *Table) Span(length time.Duration) string { return t.span(length, &t.file.Spans.Days) }

// SpanRange says from how long to how long something is, once where both are told alike.
func (t *Table) SpanRange(shortest, longest time.Duration) string {
	from, to := t.Span(shortest), t.Span(longest)
	if from == to {
		return from
	}
	return Fill(t.file.Spans.Range, "from", from, "to", to)
}

func (t *Table) span(length time.Duration, daysText *Number) string {
	s := &t.file.Spans
	days, hours := int(length/day), int(length%day/time.Hour)
	switch {
	case length < time.Minute:
		return s.Short
	case length < time.Hour:
		return t.counted(&s.Minutes, int(length/time.Minute))
	case days == 0:
		return t.counted(&s.Hours, hours)
	case hours == 0 || days >= wholeDays:
		return t.counted(daysText, days)
	default:
		return Fill(s.Both, "days", t.counted(daysText, days), "hours", t.counted(&s.Hours, hours))
	}
}

func (t *Table) counted(text *Number, n int) string {
	return Fill(text.Of(n), "n", t.Number(strconv.Itoa(n)))
}
