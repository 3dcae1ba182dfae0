package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

const (
	secondsPerDay = 24 * 60 * 60
	// epochSerial is the number that Excel gives to 1970-01-01.
	epochSerial = 25569
	// firstSerial is 1900-03-01: before it Excel counts a 29 February 1900.
	firstSerial = 61
	// lastSerial is 9999-12-31.
	lastSerial = 2958465
	// maxDigits is how many digits of a number Excel keeps; it turns the others into zeros.
	maxDigits = 15
	// firstTooLong is the smallest integer of more than maxDigits digits.
	firstTooLong = 1_000_000_000_000_000
)

// cell writes one cell. In a row of a table empty ones too, for the line under it.
func (w *tabWriter) cell(column int, c Cell) error {
	c, err := w.styles.settle(c)
	if err != nil {
		return err
	}
	if c.kind == cellEmpty && !w.ruled && c.look == Plain {
		return nil
	}
	if c.linked {
		linked, err := w.links.add(w.number, column, c, w.tabs)
		if err != nil {
			return err
		}
		if linked && c.look == Plain {
			c.look = linkLook
		}
	}
	w.buf = append(w.buf, `<c r="`...)
	w.buf = append(w.buf, w.columns[column]...)
	w.buf = append(w.buf, w.digits...)
	if style := w.styles.id(w.styles.format(c, w.columnOf(column, c)), c.look, w.ruled); style != 0 {
		w.buf = append(w.buf, `" s="`...)
		w.buf = strconv.AppendInt(w.buf, int64(style), 10)
	}
	switch c.kind {
	case cellEmpty:
		w.buf = append(w.buf, `"/>`...)
	case cellText:
		w.buf = append(w.buf, `" t="inlineStr"><is>`...)
		w.buf = appendText(w.buf, c.text)
		w.buf = append(w.buf, `</is></c>`...)
	default:
		w.buf = append(w.buf, `">`...)
		if c.sum && w.sums != nil {
			w.buf = append(append(append(w.buf, "<f>"...), w.sums[column]...), "</f>"...)
		}
		w.buf = append(w.buf, "<v>"...)
		w.buf = w.styles.appendNumber(w.buf, c)
		w.buf = append(w.buf, `</v></c>`...)
	}
	return nil
}

// columnOf returns the column that a cell is laid out by: a heading over numbers and a cell
// that covers others break their text into lines, and above a header no text is broken.
func (w *tabWriter) columnOf(index int, c Cell) Column {
	column := w.sheet.Columns[index]
	if c.across > 0 || c.look == HeadingRight {
		column.Wrap = true
	} else if w.sheet.table() && !w.ruled {
		column.Wrap = false
	}
	return column
}

// settle returns the cell as Excel can hold it: one whose value would be changed
// becomes a text that says the same.
func (s styles) settle(c Cell) (Cell, error) {
	switch c.kind {
	case cellInteger:
		if tooLong(c.number) {
			return c.asText(strconv.FormatInt(c.number, 10)), nil
		}
	case cellMinor, cellAmount:
		return s.settleMoney(c)
	case cellDay:
		if serial := c.number + epochSerial; serial < firstSerial || serial > lastSerial {
			return c.asText(time.Unix(c.number*secondsPerDay, 0).UTC().Format(time.DateOnly)), nil
		}
	case cellInstant:
		if serial := floorDiv(c.number, secondsPerDay) + epochSerial; serial < firstSerial || serial > lastSerial {
			return c.asText(time.Unix(c.number, 0).UTC().Format(time.DateTime)), nil
		}
	case cellEmpty, cellText:
	}
	return c, nil
}

func (s styles) settleMoney(c Cell) (Cell, error) {
	index, known := s.currencies[c.currency]
	if !known {
		return Cell{}, fmt.Errorf("currency %q is not in the book's list", c.currency)
	}
	switch {
	case c.kind == cellAmount && !isDecimal(c.text):
		return c.asText(c.text + " " + c.currency), nil
	case c.kind == cellMinor && tooLong(c.number):
		digits := appendMinor(nil, c.number, s.exponents[index])
		return c.asText(string(digits) + " " + c.currency), nil
	}
	return c, nil
}

// asText returns a text cell with the look and link of c.
func (c Cell) asText(s string) Cell {
	c.kind, c.text = cellText, s
	if s == "" {
		c.kind = cellEmpty
	}
	return c
}

// format returns the form in which a settled cell of the column is shown.
func (s styles) format(c Cell, column Column) format {
	switch c.kind {
	case cellInteger:
		return formatInteger
	case cellDay:
		return formatDay
	case cellInstant:
		return formatInstant
	case cellMinor, cellAmount:
		return formatMoney + format(s.currencies[c.currency])
	case cellEmpty, cellText:
	}
	switch c.look {
	case Header:
		return headerFormat(column.Kind)
	case HeadingRight:
		return formatAtRight
	}
	guarded := c.kind == cellText && mayBecomeFormula(c.text)
	switch {
	case guarded && column.Wrap:
		return formatGuardedWrapped
	case guarded:
		return formatGuarded
	case column.Wrap:
		return formatWrapped
	}
	return formatText
}

// headerFormat puts a header on the side where the values of its column stand.
func headerFormat(k Kind) format {
	switch k {
	case KindInteger, KindMoney:
		return formatRight
	case KindText, KindDay, KindInstant:
	}
	return formatWrapped
}

// appendNumber appends the value of a settled cell that is neither empty nor text.
func (s styles) appendNumber(buf []byte, c Cell) []byte {
	switch c.kind {
	case cellInteger:
		return strconv.AppendInt(buf, c.number, 10)
	case cellMinor:
		return appendMinor(buf, c.number, s.exponents[s.currencies[c.currency]])
	case cellDay:
		return strconv.AppendInt(buf, c.number+epochSerial, 10)
	case cellInstant:
		// The fraction of a day is the one value that decimals cannot hold exactly.
		return strconv.AppendFloat(buf, float64(c.number)/secondsPerDay+epochSerial, 'f', -1, 64)
	case cellEmpty, cellText, cellAmount:
	}
	return append(buf, c.text...)
}

// appendMinor appends an amount in minor units as a decimal in major ones.
func appendMinor(buf []byte, minor int64, exponent int) []byte {
	if exponent == 0 {
		return strconv.AppendInt(buf, minor, 10)
	}
	magnitude := uint64(minor)
	if minor < 0 {
		buf = append(buf, '-')
		magnitude = -magnitude
	}
	unit := uint64(1)
	for range exponent {
		unit *= 10
	}
	buf = strconv.AppendUint(buf, magnitude/unit, 10)
	buf = append(buf, '.')
	for rest := magnitude % unit; unit > 1; {
		unit /= 10
		buf = append(buf, byte('0'+rest/unit%10))
	}
	return buf
}

// tooLong reports whether Excel would lose digits of n.
func tooLong(n int64) bool { return n >= firstTooLong || n <= -firstTooLong }

// isDecimal reports whether s is a plain decimal number, without needless zeros in
// front, of which Excel keeps every digit.
func isDecimal(s string) bool {
	whole, fraction, point := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	if !allDigits(whole) || point && !allDigits(fraction) || len(whole) > 1 && whole[0] == '0' {
		return false
	}
	return len(whole)+len(strings.TrimRight(fraction, "0")) <= maxDigits
}

func allDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// floorDiv returns a divided by b, rounded down, for a positive b.
func floorDiv(a, b int64) int64 {
	quotient := a / b
	if a%b < 0 {
		quotient--
	}
	return quotient
}

// columnName returns the letters of the column with this index.
func columnName(index int) string {
	name := ""
	for ; index >= 0; index = index/26 - 1 {
		name = string(rune('A'+index%26)) + name
	}
	return name
}
