package reports

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"handover/reports/words"
)

// noBreak is a mark of no width. It keeps a reader of Markdown from finding an
// address or a mention where it cannot be escaped.
const noBreak = "\u2060"

// markdownText is how many characters of a text a line of Markdown shows.
const markdownText = 400

// Markdown makes a text of any origin harmless in a line of Markdown: it is cut
// to a readable length and brought to one line; what would begin emphasis, code,
// HTML, a link or a cell of a table is escaped; addresses of pages, mentions and
// references to issues, which many readers find even in escaped text, are broken. An
// address of mail stays whole, since people copy it.
func Markdown(text string) string {
	text = Shorten(words.OneLine(text), markdownText)
	var b strings.Builder
	b.Grow(len(text) + 16)
	for i, r := range text {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '|', '~', '$':
			b.WriteByte('\\')
			b.WriteRune(r)
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '&':
			b.WriteString("&amp;")
		case '@', '#':
			b.WriteRune(r)
			if r == '#' || !isMail(text[:i]) {
				b.WriteString(noBreak)
			}
		case ':':
			b.WriteByte(':')
			if strings.HasPrefix(text[i+1:], "//") {
				b.WriteString(noBreak)
			}
		case '.':
			if endsInWWW(text[:i]) {
				b.WriteString(noBreak)
			}
			b.WriteByte('.')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isMail reports whether an @ behind a text stands in an address of mail, and begins no
// mention.
func isMail(before string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	return unicode.IsLetter(last) || unicode.IsDigit(last)
}

func endsInWWW(text string) bool {
	return len(text) >= 3 && strings.EqualFold(text[len(text)-3:], "www")
}
