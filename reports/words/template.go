package words

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// usualLength is how many bytes a sentence rarely exceeds: so many need no place on the
// heap until they are a text.
const usualLength = 512

// dash stands for a value that is not known.
const dash = "–"

// fill replaces each {key} of a template by its value. Values are not looked
// at again: a placeholder inside one stays text.
func fill(template string, value func(key string) string) string {
	if strings.IndexByte(template, '{') < 0 {
		return template
	}
	filled := make([]byte, 0, usualLength)
	for {
		before, rest, opened := strings.Cut(template, "{")
		key, after, closed := strings.Cut(rest, "}")
		if !opened || !closed {
			return string(append(filled, template...))
		}
		filled, template = place(filled, before, cmp.Or(OneLine(value(key)), dash), after)
	}
}

// place puts a text and a value behind what is filled, and returns what is to follow.
// The blank that sets Chinese apart from other writing goes where the value is Chinese
// too.
func place(filled []byte, before, value, after string) (text []byte, rest string) {
	if text, blank := strings.CutSuffix(before, " "); blank && isChinese(utf8.DecodeLastRuneInString(text)) && isChinese(utf8.DecodeRuneInString(value)) {
		before = text
	}
	if text, blank := strings.CutPrefix(after, " "); blank && isChinese(utf8.DecodeLastRuneInString(value)) && isChinese(utf8.DecodeRuneInString(text)) {
		after = text
	}
	return append(append(filled, before...), value...), after
}

// isChinese reports whether a character is of Chinese writing, marks as wide as its
// signs included.
func isChinese(r rune, _ int) bool {
	return unicode.Is(unicode.Han, r) || '\u3000' <= r && r <= '\u303f' || '\uff01' <= r && r <= '\uff60'
}

// OneLine makes a text of foreign origin fit into a line: control characters,
// line breaks and marks that turn the direction of writing become blanks, and
// blanks at both ends go.
func OneLine(text string) string {
	if isPlain(text) {
		return strings.Trim(text, " ")
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if breaksLine(r) {
			return ' '
		}
		return r
	}, text))
}

// isPlain reports whether a text has printable characters of ASCII only, as most have.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return false
		}
	}
	return true
}

// breaksLine reports whether a character could end a line or reorder what stands
// around it.
func breaksLine(r rune) bool {
	switch {
	case unicode.IsControl(r):
		return true
	case r == '\u2028', r == '\u2029':
		return true
	case '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
		return true
	default:
		return false
	}
}
