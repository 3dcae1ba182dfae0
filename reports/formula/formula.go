// Package formula keeps a spreadsheet from running a text of a CSV file as a
// formula: an apostrophe before it makes it a text for good.
package formula

import "strings"

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
// calculate.
func runs(text string) bool { return text != "" && strings.IndexByte("=+-@\t\r", text[0]) >= 0 }
