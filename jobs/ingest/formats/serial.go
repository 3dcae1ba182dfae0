package formats

import (
	"math"
	"strconv"
	"time"
)

// SerialDay reads a number as a cell of a workbook holds a day, or a time of it: the day
// since the beginning of 1900, or of 1904, as Excel counts, written YYYY-MM-DD, with the
// time behind it where there is one; false where the text is no such number. It takes
// days from 1954 to 2199, which no number of seats or price is in a column of days.
// Source: https://support.microsoft.com/office/date-systems-in-excel-e7fe7167-48a9-4b96-bb53-5612a800b487
func SerialDay(text string, date1904 bool) (string, bool) {
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return "", false
	}
	origin := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	if date1904 {
		origin = time.Date(1904, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	if !(n > 0 && n < 200_000) {
		return "", false
	}
	days, part := math.Modf(n)
	at := origin.AddDate(0, 0, int(days)).Add(time.Duration(math.Round(part*86400)) * time.Second)
	if at.Year() < 1954 || at.Year() > 2199 {
		return "", false
	}
	if at.Equal(at.Truncate(24 * time.Hour)) {
		return at.Format(time.DateOnly), true
	}
	return at.Format("2006-01-02T15:04:05Z"), true
}

// Day returns a text of a record as a day where it is a cell of a workbook that holds one
// as a number, and as it is otherwise.
func (f *File) Day(text string) string {
	if day, isDay := SerialDay(text, f.Date1904); f.Workbook && isDay {
		return day
	}
	return text
}
