package reconcile

import (
	"errors"
	"time"
)

// Day is a UTC calendar day, counted from 1 January 1970. The zero Day means
// that the day is not known; no fact of this field is older than 1970-01-02.
type Day int32

// noEndYear is the first year that means "no end" and not a date: Partner
// Center writes 9999 for subscriptions that never end.
const noEndYear = 9000

const secondsPerDay = 24 * 60 * 60

// errNotADay says that a text is no calendar day; callers add what they read.
var errNotADay = errors.New("not a calendar day, write YYYY-MM-DD")

// DayOf returns the UTC calendar day of an instant. The zero time, which .NET
// writes for "no date" as 0001-01-01, is the unknown day.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	seconds := t.Unix()
	day := seconds / secondsPerDay
	if seconds%secondsPerDay < 0 {
		day--
	}
	return Day(day)
}

// NewDay returns the day of a year, month and day of the month; values outside
// their range are carried over as time.Date does.
func NewDay(year int, month time.Month, day int) Day {
	return DayOf(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// ParseDay reads YYYY-MM-DD and refuses everything else.
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, errNotADay
	}
	return DayOf(t), nil
}

// Known reports whether the day is known at all.
func (d Day) Known() bool { return d != 0 }

// NoEnd reports whether the day stands for "no end" (year 9000 or later).
// Nothing may be scheduled on such a day.
func (d Day) NoEnd() bool { return d.Known() && d.Start().Year() >= noEndYear }

// Start returns the first instant of the day.
func (d Day) Start() time.Time { return time.Unix(int64(d)*secondsPerDay, 0).UTC() }

// End returns the last whole second of the day, 23:59:59Z: until then a due day
// is kept.
func (d Day) End() time.Time { return (d + 1).Start().Add(-time.Second) }

// AddDays moves a known day by n days and leaves an unknown one unknown.
func (d Day) AddDays(n int) Day {
	if !d.Known() {
		return 0
	}
	return d + Day(n)
}

// AddMonths moves a known day by n calendar months, clipped to the last day of
// the month it arrives in: 31 January + 1 month is 28 or 29 February.
func (d Day) AddMonths(n int) Day {
	if !d.Known() {
		return 0
	}
	year, month, day := d.Start().Date()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return DayOf(first.AddDate(0, 0, min(day, last)-1))
}

// Earlier returns the earlier of two days; an unknown one does not count.
func Earlier(a, b Day) Day {
	if !a.Known() || b.Known() && b < a {
		return b
	}
	return a
}

// String writes the day as YYYY-MM-DD, and the unknown day as nothing.
func (d Day) String() string {
	if !d.Known() {
		return ""
	}
	return d.Start().Format(time.DateOnly)
}

// Due is the moment until which something can be done: a whole day, or an
// exact instant where At is set; Day is then the last day on which acting helps.
// The zero Due is none.
type Due struct {
	Day Day
	At  time.Time
}

// DueDay returns a due that lasts until the end of a day, or none where the day
// is not known or never comes.
func DueDay(d Day) Due {
	if d.NoEnd() {
		return Due{}
	}
	return Due{Day: d}
}

// DueAt returns a due at an exact instant, or none for the zero time and for one
// that never comes. Its day is the last one on which acting helps: at midnight
// that is the day before.
func DueAt(t time.Time) Due {
	if t.IsZero() {
		return Due{}
	}
	if day := DayOf(t.Add(-time.Microsecond)); day.Known() && !day.NoEnd() {
		return Due{Day: day, At: t}
	}
	return Due{}
}

// Known reports whether there is a due at all.
func (d Due) Known() bool { return d.Day.Known() }

// Instant returns the last instant of the due: the instant itself, or 23:59:59Z
// of the day. That of an unknown due is the zero time.
func (d Due) Instant() time.Time {
	switch {
	case !d.At.IsZero():
		return d.At
	case d.Day.Known():
		return d.Day.End()
	default:
		return time.Time{}
	}
}

// String returns the due as its day or, an instant, in RFC 3339; nothing where it is
// unknown.
func (d Due) String() string {
	if d.At.IsZero() {
		return d.Day.String()
	}
	return d.At.UTC().Format(time.RFC3339Nano)
}

// Passed reports whether the due is over at an instant. A day is over when the
// next one has begun.
func (d Due) Passed(asOf time.Time) bool {
	switch {
	case !d.Known():
		return false
	case !d.At.IsZero():
		return asOf.After(d.At)
	default:
		return DayOf(asOf) > d.Day
	}
}

// DaysLeft counts the days from that of an instant to the due day: none less than
// 0 before the due has passed, and then fewer day by day.
func (d Due) DaysLeft(asOf time.Time) int {
	left := int(d.Day - DayOf(asOf))
	if !d.Passed(asOf) {
		return max(left, 0)
	}
	return left
}
