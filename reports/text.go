package reports

import (
	"cmp"
	"time"
	"unicode/utf8"

	"handover/reports/words"
)

// readable is how many characters of one text a reader is shown at most.
const readable = 600

// Readable makes a text of any origin one line that is not too long to be read.
func Readable(text string) string { return Shorten(words.OneLine(text), readable) }

// Shorten cuts a text to a number of characters; what is missing shows as an
// ellipsis.
func Shorten(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	runes := []rune(text)
	return string(runes[:most-1]) + "…"
}

// NameOr returns a name, or the id where there is none.
func NameOr(name, id string) string { return cmp.Or(Readable(name), Readable(id)) }

// OfferOf names what a subscription is.
func OfferOf(name, id, subscription string) string {
	return cmp.Or(Readable(name), Readable(id), Readable(subscription))
}

// Instant writes an instant in UTC; the zero time is written as nothing.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
