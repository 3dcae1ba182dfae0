package workbook

import (
	"strings"
	"unicode/utf8"
)

const (
	// usualHeight is the height of a row in points, and of each line in it.
	usualHeight = 15
	// wideHeight is that of a line of Chinese, whose fonts are taller.
	wideHeight = 17
	// maxHeight is the largest height that Excel allows.
	maxHeight = 409
)

// height returns the height of a row in points, or 0 for the usual one. Excel
// works heights out when a text is edited, not for every row when it opens a
// file, and other programs not at all, so that long texts would be hidden.
func (w *tabWriter) height(cells []Cell) int {
	height := 0
	for i := range cells {
		c := &cells[i]
		if c.kind != cellText {
			continue
		}
		n := 1
		switch {
		case c.look == Header:
			n = lines(c.text, c.look.room(w.widths[i]-buttonWidth))
		case w.columnOf(i, *c).Wrap:
			n = lines(c.text, c.look.room(w.width(i, int(c.across))-w.indent()))
		}
		height = max(height, n*c.look.lineHeight(c.text))
	}
	if height <= usualHeight {
		return 0
	}
	return min(height, maxHeight)
}

// width returns the width of a cell that covers others.
func (w *tabWriter) width(column, across int) float64 {
	width := 0.0
	for _, one := range w.widths[column:min(column+across+1, len(w.widths))] {
		width += one
	}
	return width
}

// room returns how much of a width a text in this look has, in its usual characters. Some
// of it is left at the end of each line, and characters are wider than is told here.
func (l Look) room(width float64) float64 {
	width *= 0.95
	switch l {
	case Strong, Heading, HeadingRight, Header, Alarm, Warning:
		return width / boldWidth
	default:
		return width
	}
}

// indent returns the room in front of a text, in characters.
func (w *tabWriter) indent() float64 {
	if w.ruled {
		return indentWidth
	}
	return 0
}

// lineHeight returns the height of one line of a text in points.
func (l Look) lineHeight(text string) int {
	switch {
	case l == Title:
		return 24
	case !isASCII(text) && strings.ContainsFunc(text, isWide):
		return wideHeight
	default:
		return usualHeight
	}
}

// isASCII tells of a text without any wide character, as most are, sooner than a look
// at each of its characters.
func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isWide tells of Chinese, Japanese and Korean.
func isWide(r rune) bool { return r >= 0x2e80 }

// lines returns how many lines of the given width in characters a text takes, as
// far as it matters for the largest height. It rather takes one too many.
func lines(s string, width float64) int {
	const enough = maxHeight/usualHeight + 1
	n := 0
	for line := range strings.Lines(s) {
		n += linesOfParagraph(strings.TrimSuffix(line, "\n"), max(width-1, 1))
		if n >= enough {
			break
		}
	}
	return n
}

// linesOfParagraph breaks between words, and within one that is too long.
func linesOfParagraph(s string, width float64) int {
	n, used := 1, 0.0
	for s != "" {
		end := strings.IndexByte(s, ' ') + 1
		if end == 0 {
			end = len(s)
		}
		need := textWidth(s[:end])
		s = s[end:]
		if used > 0 && used+need > width {
			n++
			used = 0
		}
		for used += need; used > width; used -= width {
			n++
		}
	}
	return n
}

// textWidth returns the width of s in digits of the usual font, about.
func textWidth(s string) float64 {
	width := 0.0
	for _, r := range s {
		width += runeWidth(r)
	}
	return width
}

func runeWidth(r rune) float64 {
	switch r {
	case ' ', '.', ',', ':', ';', '\'', '|', 'i', 'j', 'l', 'I':
		return 0.48
	case '(', ')', '[', ']', '-', '/', '!', 'f', 'r', 't', 'J':
		return 0.7
	case 'c', 's', 'z':
		return 0.85
	case 'a', 'g', 'k', 'v', 'x', 'y':
		return 0.92
	case 'm', 'w', 'M', 'W', '@', '%':
		return 1.7
	}
	switch {
	case r >= 0x1100: // Chinese, Japanese, Korean
		return 2
	case r >= 'A' && r <= 'Z':
		return 1.2
	}
	return 1
}
