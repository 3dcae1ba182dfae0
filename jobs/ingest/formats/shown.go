package formats

import (
	"strconv"
	"unicode/utf8"
)

// shownBytes is how much of a foreign text a message repeats.
const shownBytes = 60

// Shown quotes a foreign text for a message: on one line and not too long.
func Shown(text string) string {
	if len(text) <= shownBytes {
		return strconv.Quote(text)
	}
	cut := shownBytes
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return strconv.Quote(text[:cut]) + "…"
}
