package reports

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"handover/reconcile"
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

// Grouped writes a number with narrow blanks between its thousands, which no
// language takes for a decimal mark.
func Grouped(number string) string {
	sign, digits := "", number
	if strings.HasPrefix(digits, "-") {
		sign, digits = "\u2212", digits[1:]
	}
	whole, fraction, found := strings.Cut(digits, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteRune('\u202f')
		}
		b.WriteRune(digit)
	}
	if found {
		b.WriteString("." + fraction)
	}
	return b.String()
}

// AmountText writes an amount with its currency.
func AmountText(a reconcile.Amount) string {
	return strings.TrimSpace(Grouped(a.String()) + " " + a.Currency)
}

// SumText writes the amount of a sum.
func SumText(sum reconcile.ExposureSum) string {
	return Grouped(reconcile.FormatMinor(sum.Minor, sum.Currency))
}

// Instant writes an instant in UTC; the zero time is written as nothing.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}
