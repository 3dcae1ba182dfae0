package workbook

import "time"

// Cell is one typed value with its look. The zero value is an empty cell.
type Cell struct {
	kind     cellKind
	look     Look
	linked   bool
	sum      bool
	across   int32 // columns that the cell covers beside its own
	sheet    int32 // the sheet a link leads to; only without url
	target   int32 // its row, from 1; 0: the first cell
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

// Sum returns the cell, which holds the sum of all rows of its column in a table, with the
// formula of it: once rows are filtered, it shows the sum of those left. It is for the
// rows above a header.
func (c Cell) Sum() Cell {
	c.sum = true
	return c
}

// Across returns the cell as one with those at its right, over n columns in all. A text
// is broken into lines there. It is for sheets without a header.
func (c Cell) Across(n int) Cell {
	c.across = int32(n - 1)
	return c
}

// LinkSheet returns the cell with a link to the first cell of the sheet with this
// index in the book.
func (c Cell) LinkSheet(index int) Cell {
	c.linked, c.url, c.sheet, c.target = true, "", int32(index), 0
	return c
}

// LinkRow returns the cell with a link to a row of the sheet with this index in the
// book. Rows count from 0, those of a table below its header.
func (c Cell) LinkRow(index, row int) Cell {
	c = c.LinkSheet(index)
	c.target = int32(row + 1)
	return c
}
