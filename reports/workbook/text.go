package workbook

import (
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// cutMark ends a text that was too long for a cell.
const cutMark = "… [cut]"

// appendText appends the XML element of a cell's text.
func appendText(buf []byte, s string) []byte {
	s = cut(s)
	if needsSpace(s) {
		buf = append(buf, `<t xml:space="preserve">`...)
	} else {
		buf = append(buf, "<t>"...)
	}
	return append(appendEscaped(buf, s), "</t>"...)
}

// cut shortens a text that is longer than a cell can hold. No text has more
// UTF-16 units than bytes, so that most need no counting.
func cut(s string) string {
	if len(s) <= excelize.TotalCellChars || prefixUTF16(s, excelize.TotalCellChars) == s {
		return s
	}
	return prefixUTF16(s, excelize.TotalCellChars-utf8.RuneCountInString(cutMark)) + cutMark
}

// needsSpace reports whether a reader of XML may take white space away from s.
func needsSpace(s string) bool {
	return s != "" && (s[0] <= ' ' || s[len(s)-1] <= ' ' || strings.IndexByte(s, '\n') >= 0 || strings.IndexByte(s, '\t') >= 0)
}

// mayBecomeFormula reports whether Excel would read s as a formula if someone typed
// it, which is what opening a cell for editing and leaving it amounts to.
func mayBecomeFormula(s string) bool {
	return s != "" && strings.IndexByte("=+-@", s[0]) >= 0
}

// appendEscaped appends s as XML text. What XML 1.0 cannot carry is written as
// _xHHHH_ with its UTF-16 code (ECMA-376 part 1, section 22.9.2.19, ST_Xstring);
// the carriage return too, because XML readers drop it. A text that itself looks
// like the beginning of such a code has its underscore written as one.
func appendEscaped(buf []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); {
		if plain(s[i]) {
			i++
			continue
		}
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		escape := escapeOf(r, s[i:])
		if escape != "" || needsCode(r) {
			buf = append(buf, s[done:i]...)
			done = i + size
			if buf = append(buf, escape...); escape == "" {
				buf = appendCode(buf, r)
			}
		}
		i += size
	}
	return append(buf, s[done:]...)
}

// plain reports whether a byte stands for itself wherever it is.
func plain(b byte) bool {
	return b >= ' ' && b < utf8.RuneSelf && b != '&' && b != '<' && b != '>' && b != '_'
}

// escapeOf returns what stands for the character r, with which rest begins, or
// the empty text where there is nothing fixed.
func escapeOf(r rune, rest string) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '_':
		if looksLikeCode(rest) {
			return "_x005F_"
		}
	case utf8.RuneError: // invalid UTF-8, or the character itself
		return "\uFFFD"
	}
	return ""
}

// looksLikeCode reports whether s begins like _xHHHH. What follows does not matter:
// it may be the underscore of another escape.
func looksLikeCode(s string) bool {
	if len(s) < len("_xHHHH") || s[1] != 'x' {
		return false
	}
	return strings.Trim(s[2:6], "0123456789abcdefABCDEF") == ""
}

// needsCode reports whether r must be written as a code.
func needsCode(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF
}

// appendCode appends _xHHHH_.
func appendCode(buf []byte, r rune) []byte {
	const hex = "0123456789ABCDEF"
	return append(buf, '_', 'x', hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15], '_')
}
