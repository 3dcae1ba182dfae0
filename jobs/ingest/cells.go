package ingest

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"handover/reconcile"
)

var (
	errTime      = errors.New("write a date as YYYY-MM-DD or a time as RFC 3339")
	errBool      = errors.New("write true or false")
	errAgreement = errors.New("write true, false, or the day of the acceptance as YYYY-MM-DD")
	errCount     = errors.New("write a whole number")
	errPrice     = errors.New("write a decimal with a point, such as 12.50")
	errDigits    = errors.New("more than 19 digits cannot be kept exactly")
	errMissing   = errors.New("a value is required")
	errNumberID  = errors.New("a spreadsheet has made a number of this id; export the column as text")
	errLongID    = fmt.Errorf("an id of more than %d bytes cannot be kept", reconcile.MaxIDBytes)
)

// maxDigits is what a decimal holds without rounding.
const maxDigits = 19

// moment is a date or a time as a cell gives it.
type moment struct {
	at    time.Time // zero where the cell says year 1, which stands for "no date"
	isDay bool      // the cell gives a day without a time
}

// parseMoment reads YYYY-MM-DD or RFC 3339; a blank may stand for the T, and a
// time without a zone is UTC.
func parseMoment(cell string) (moment, error) {
	m := moment{isDay: len(cell) == len(time.DateOnly)}
	if at, ok := plainMoment(cell); ok {
		m.at = at
		return m, nil
	}
	var err error
	if m.isDay {
		m.at, err = time.Parse(time.DateOnly, cell)
	} else {
		m.at, err = parseInstant(cell)
	}
	switch {
	case err != nil:
		return moment{}, errTime
	case m.at.Year() <= 1:
		m.at = time.Time{}
	case m.at.Year() > lastYear:
		m.at = time.Date(lastYear, time.December, 31, 23, 59, 59, 0, time.UTC)
	}
	return m, nil
}

// lastYear is the last one that can be written; it means "no end" anyway, and
// only a zone can lead beyond it.
const lastYear = 9999

// plainMoment reads a date, or a time in UTC to the second, in the shape that most of
// them have. Reading by a layout, as all others are, takes several times as long.
func plainMoment(cell string) (at time.Time, ok bool) {
	const date, instant = "0000-00-00", "0000-00-00T00:00:00Z"
	if !hasShape(cell, date) && !hasShape(cell, instant) {
		return at, false
	}
	two := func(from int) int { return int(cell[from]-'0')*10 + int(cell[from+1]-'0') }
	year, month, day := two(0)*100+two(2), two(5), two(8)
	hour, minute, second := 0, 0, 0
	if len(cell) == len(instant) {
		hour, minute, second = two(11), two(14), two(17)
	}
	at = time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	inRange := year > 1 && 0 < month && month <= 12 && 0 < day && hour < 24 && minute < 60 && second < 60
	return at, inRange && (day <= 28 || at.Day() == day)
}

// hasShape reports whether a text has a digit where the shape has a zero, and is like it
// elsewhere.
func hasShape(text, shape string) bool {
	if len(text) != len(shape) {
		return false
	}
	for i := range len(text) {
		if text[i] != shape[i] && (shape[i] != '0' || !isDigit(text[i])) {
			return false
		}
	}
	return true
}

func parseInstant(cell string) (time.Time, error) {
	const seconds = "2006-01-02T15:04:05"
	if len(cell) < len(seconds) || cell[13] != ':' || cell[16] != ':' || !strings.ContainsRune("Tt ", rune(cell[10])) {
		return time.Time{}, errTime
	}
	text := cell[:10] + "T" + cell[11:]
	if strings.HasSuffix(text, "z") {
		text = text[:len(text)-1] + "Z"
	}
	t, err := reconcile.ParseInstant(time.RFC3339Nano, text)
	if err != nil {
		t, err = time.Parse(seconds, text)
	}
	return t.UTC(), err
}

// writeInstant writes midnight as a date, which reads as the same instant, and
// any other instant in RFC 3339.
func writeInstant(t time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case t.Equal(reconcile.DayOf(t).Start()):
		return t.UTC().Format(time.DateOnly)
	default:
		return writeExact(t)
	}
}

func writeExact(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func parseTri(cell string) (reconcile.Tri, error) {
	if cell != "true" && cell != "false" {
		cell = reconcile.Fold(cell)
	}
	switch cell {
	case "true":
		return reconcile.Yes, nil
	case "false":
		return reconcile.No, nil
	default:
		return reconcile.Unknown, errBool
	}
}

func writeTri(t reconcile.Tri) string {
	switch t {
	case reconcile.Yes:
		return "true"
	case reconcile.No:
		return "false"
	default:
		return ""
	}
}

func parseCount(cell string) (reconcile.Count, error) {
	n, err := strconv.ParseInt(cell, 10, 64)
	if err != nil {
		return reconcile.Count{}, errCount
	}
	return reconcile.CountOf(n), nil
}

func writeCount(c reconcile.Count) string {
	if !c.Known {
		return ""
	}
	return strconv.FormatInt(c.N, 10)
}

// parsePrice is stricter than the decimal package, which also reads exponents
// and rounds what it cannot hold.
func parsePrice(cell string) (reconcile.Price, error) {
	whole, fraction, point := strings.Cut(strings.TrimLeft(cell, "+-"), ".")
	if len(cell)-len(strings.TrimLeft(cell, "+-")) > 1 || !digits(whole) || point && !digits(fraction) {
		return reconcile.Price{}, errPrice
	}
	if len(strings.TrimLeft(whole, "0"))+len(fraction) > maxDigits {
		return reconcile.Price{}, errDigits
	}
	price, err := reconcile.ParsePrice(cell)
	if err != nil {
		return reconcile.Price{}, errPrice
	}
	return price, nil
}

func digits(text string) bool {
	for i := range len(text) {
		if !isDigit(text[i]) {
			return false
		}
	}
	return text != ""
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// listSeparator stands between the values of one cell.
const listSeparator = ";"

// parseID reads one id in the form in which ids are compared.
func parseID(cell string) (string, error) {
	id := reconcile.CanonicalID(strings.TrimSpace(cell))
	switch {
	case len(id) > reconcile.MaxIDBytes:
		return "", errLongID
	case isExponent(id):
		return "", errNumberID
	default:
		return id, nil
	}
}

// isExponent reports whether a text is a number as a spreadsheet shows a long one,
// such as 1.23457E+15. The digits behind these are lost.
func isExponent(text string) bool {
	if strings.IndexByte(text, '+') < 0 {
		return false // as most ids, which need no other look
	}
	mantissa, exponent, found := strings.Cut(strings.ToUpper(text), "E+")
	whole, fraction, point := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	return found && len(whole) == 1 && digits(whole) && (!point || digits(fraction)) && len(exponent) >= 2 && digits(exponent)
}

// parseIDs reads a list of ids; blanks and repeats are left out.
func parseIDs(cell string) ([]string, error) {
	var ids []string
	for part := range strings.SplitSeq(cell, listSeparator) {
		id, err := parseID(part)
		if err != nil {
			return nil, err
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
