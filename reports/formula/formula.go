// Package formula keeps a spreadsheet from running a text of a CSV file as a
// formula: an apostrophe before it makes it a text for good.
package formula

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Guard puts the apostrophe before text that would run.
func Guard(text string) string {
	if runs(text) {
		return "'" + text
	}
	return text
}

// Escape is Guard for a file that is read again: what looks guarded gets one more
// apostrophe, so that Unescape returns every text as it was.
func Escape(text string) string {
	if runs(strings.TrimLeft(text, "'")) {
		return "'" + text
	}
	return text
}

// Unescape takes off the apostrophe that Guard or Escape has put there.
func Unescape(text string) string {
	if rest, found := strings.CutPrefix(text, "'"); found && runs(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return text
}

// runs reports whether text begins with a character that makes a spreadsheet
// calculate. Some look behind blanks and what nobody sees, and take the full width
// for the plain one.
func runs(text string) bool {
	if text == "" {
		return false
	}
	begin, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(text, hidden))
	return strings.IndexByte("\t\r", text[0]) >= 0 || strings.ContainsRune("=+-@＝＋－＠", begin)
}

func hidden(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}
