package reports

import (
	"strings"
	"unicode"
)

// plainColumns is how wide a line of plain text is: a little less than a terminal, so that
// whoever answers has room for a mark of quoting.
const plainColumns = 76

// Wrap breaks a text into lines that fit a reader of plain text, between words, and in
// Chinese between characters. A word that is too long for a line stays whole, since it may
// be an address. What comes first stands before the first line, and as many blanks before
// the others.
func Wrap(first, text string) []string {
	indent := strings.Repeat(" ", TextColumns(first))
	var lines []string
	line, begins := first, true
	for _, piece := range pieces(text) {
		word := strings.TrimRight(piece, " ")
		if !begins && TextColumns(line)+TextColumns(word) > plainColumns {
			lines = append(lines, strings.TrimRight(line, " "))
			line = indent
		}
		line, begins = line+piece, false
	}
	return append(lines, strings.TrimRight(line, " "))
}

// TextColumns returns how many columns a text takes on a terminal, where a Chinese
// character takes two.
func TextColumns(text string) int {
	columns := 0
	for _, r := range text {
		columns++
		if isWide(r) {
			columns++
		}
	}
	return columns
}

// pieces cuts a text behind its blanks, and beside characters that words are not made of,
// but for marks that belong to what stands before or behind them.
func pieces(text string) []string {
	var list []string
	begin := 0
	before := rune(0)
	for at, r := range text {
		between := before != 0 && (isWide(before) || isWide(r)) && !strings.ContainsRune("（「『【“‘(", before) && !closes(r)
		if at > begin && r != ' ' && (before == ' ' || between) {
			list, begin = append(list, text[begin:at]), at
		}
		before = r
	}
	return append(list, text[begin:])
}

// closes reports whether a mark belongs to what stands before it.
func closes(r rune) bool {
	return strings.ContainsRune("，。；：！？、）」』】”’…%).,;:!?", r)
}

// isWide reports whether a character takes two columns: signs of the East, and marks that
// are as wide.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) || '\u3000' <= r && r <= '\u303f' || '\uff01' <= r && r <= '\uff60'
}
