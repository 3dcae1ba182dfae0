package words

import (
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
)

// writing says how a language writes days, instants and numbers. Days and instants are
// given as package time lays out 2 January 2006, 15:04.
type writing struct {
	Day    string `toml:"day"`
	Month  string `toml:"month"`  // a month of a year
	Moment string `toml:"moment"` // to the minute, without the zone that follows
	Group  string `toml:"group"`  // stands between thousands
	Mark   string `toml:"mark"`   // stands before a fraction
	Amount string `toml:"amount"` // a {number} and its {currency}

	Because string `toml:"because"` // a {sentence} on what failed, and {why}

	// As the number formats of a workbook say it.
	CellDay    string `toml:"cell_day"`
	CellMoment string `toml:"cell_moment"`
}

// minus is the sign of a number below zero.
const minus = "\u2212"

// Day writes a day. One that never comes is told in words, and the unknown day is
// written as nothing.
func (t *Table) Day(d reconcile.Day) string {
	switch {
	case !d.Known():
		return ""
	case d.NoEnd():
		return t.file.Fragments.NoEnd
	default:
		return d.Start().Format(t.file.Writing.Day)
	}
}

// Month writes the month of a day.
func (t *Table) Month(d reconcile.Day) string { return d.Start().Format(t.file.Writing.Month) }

// Moment writes an instant to the minute, as the clocks of its zone show it.
func (t *Table) Moment(at time.Time) string { return at.Format(t.file.Writing.Moment) }

// MomentUTC writes an instant in UTC, and says so.
func (t *Table) MomentUTC(at time.Time) string { return t.Moment(at.UTC()) + " UTC" }

// Number writes a decimal number; what is none stays as it is.
func (t *Table) Number(number string) string {
	whole, fraction, broken := strings.Cut(number, ".")
	digits, negative := strings.CutPrefix(whole, "-")
	if !areDigits(digits) || broken && !areDigits(fraction) {
		return number
	}
	text := make([]byte, 0, 2*len(number)+len(minus))
	if negative {
		text = append(text, minus...)
	}
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			text = append(text, t.file.Writing.Group...)
		}
		text = append(text, digits[i])
	}
	if broken {
		text = append(append(text, t.file.Writing.Mark...), fraction...)
	}
	return string(text)
}

func (t *Table) integer(n int64) string { return t.Number(strconv.FormatInt(n, 10)) }

func areDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// Amount writes a number of a currency; without a currency it is a number.
func (t *Table) Amount(number, currency string) string {
	if currency == "" {
		return t.Number(number)
	}
	return Fill(t.file.Writing.Amount, "number", t.Number(number), "currency", currency)
}

// CellFormats returns the number formats for the days and the instants of a workbook.
func (t *Table) CellFormats() (day, moment string) {
	return t.file.Writing.CellDay, t.file.Writing.CellMoment
}

// written writes a value as the language does where it is a day, an instant or a
// number. What a file holds stays as it stands there.
func (t *Table) written(key, value string) string {
	switch {
	case key == "value":
		return value
	case isNumber(key):
		return t.Number(value)
	case len(value) < len(time.DateOnly) || value[4] != '-':
		return value
	}
	if day, err := reconcile.ParseDay(value); err == nil {
		return t.Day(day)
	}
	at, err := time.Parse(time.RFC3339, value)
	switch {
	case err != nil:
		return value
	case reconcile.DayOf(at).NoEnd():
		return t.file.Fragments.NoEnd
	default:
		return t.MomentUTC(at)
	}
}

// isNumber tells by its key whether a value is a number. Ids may look like numbers.
func isNumber(key string) bool {
	switch key {
	case "quantity", "renews_with", "seats", "assigned", "unassigned", "take_back", "needed", "difference",
		"target_seats", "successor_seats", "planned_seats", "cap",
		"certain", "possible", "planned", "total", "limit", "to_duplicate", "doubled_limit",
		"items", "items_per_request", "requests", "rows", "gap_days", "overlap_days",
		"days", "term_days", "periods", "cycle_months", "factor", "unit_price", "unassigned_value":
		return true
	default:
		return false
	}
}
