package workbook

import "time"

// Cell is one typed value with its look. The zero value is an empty cell.
type Cell struct {
	kind     cellKind
	look     Look
	linked   bool
	sheet    int   // the sheet a link leads to; only without url
	number   int64 // integer, minor units, days or seconds since 1970-01-01
	text     string
	currency string
	url      string
}

type cellKind uint8

const (
	cellEmpty cellKind = iota
	cellText
	cellInteger
	cellMinor
	cellAmount
	cellDay
	cellInstant
)

// Text returns a cell that holds s. Characters that XML cannot carry are escaped
// as Excel does it, invalid UTF-8 becomes U+FFFD, and a text over 32,767 UTF-16
// units, the most a cell can hold, is cut and ends in "… [cut]". The empty text
// is an empty cell.
func Text(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{kind: cellText, text: s}
}

// Int returns a cell that holds n as a number.
func Int(n int64) Cell { return Cell{kind: cellInteger, number: n} }

// Money returns a cell that holds an amount in minor units of a currency of the
// book: Money(123456, "EUR") is shown as 1,234.56 EUR.
func Money(minor int64, currency string) Cell {
	return Cell{kind: cellMinor, number: minor, currency: currency}
}

// Amount returns a cell that holds an amount in major units of a currency of the
// book, written with exactly the digits given: Amount("1234.56", "EUR") is shown
// as 1,234.56 EUR. What is no decimal number stays a text.
func Amount(decimal, currency string) Cell {
	return Cell{kind: cellAmount, text: decimal, currency: currency}
}

// Day returns a cell that holds a calendar day. Days before 1900-03-01, which
// Excel miscounts, and after 9999-12-31 are written as text.
func Day(year int, month time.Month, day int) Cell {
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return Cell{kind: cellDay, number: floorDiv(midnight.Unix(), secondsPerDay)}
}

// Instant returns a cell that holds the date and the time of day that t shows in
// its own location, to the second. Excel knows no time zones: the column's title
// must name it.
func Instant(t time.Time) Cell {
	_, offset := t.Zone()
	return Cell{kind: cellInstant, number: t.Unix() + int64(offset)}
}

// As returns the cell with another look.
func (c Cell) As(l Look) Cell {
	c.look = l
	return c
}

// Link returns the cell with a link to a web page (http, https) or a mail address
// (mailto). With any other address, or none, the cell has no link, and neither has one
// beyond the 65,000 links that a sheet may have; Excel allows 65,530.
func (c Cell) Link(url string) Cell {
	c.linked, c.url = url != "", url
	return c
}

// LinkSheet returns the cell with a link to the first cell of the sheet with this
// index in the book.
func (c Cell) LinkSheet(index int) Cell {
	c.linked, c.url, c.sheet = true, "", index
	return c
}
