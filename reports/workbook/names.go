package workbook

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// names are the sheet names given out so far.
type names []string

// take returns a free name as close to the wish as possible. Part 1 is the first
// sheet of its rows; the further ones carry their number.
func (n *names) take(wish string, part int) string {
	base := cleanName(wish)
	for number := part; ; number++ {
		suffix := ""
		if number > 1 {
			suffix = fmt.Sprintf(" (%d)", number)
		}
		name := strings.TrimSpace(prefixUTF16(base, excelize.MaxSheetNameLength-len(suffix))) + suffix
		if n.free(name) {
			*n = append(*n, name)
			return name
		}
	}
}

// free reports whether Excel, which compares names without case and keeps one for
// itself, would accept the name.
func (n *names) free(name string) bool {
	same := func(other string) bool { return strings.EqualFold(name, other) }
	return !same("History") && !slices.ContainsFunc(*n, same)
}

// cleanName replaces what Excel forbids in a sheet's name. An apostrophe is
// forbidden at the ends only, but a name with one must be quoted in references,
// which excelize leaves out for filters.
func cleanName(wish string) string {
	name := strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, r), r == utf8.RuneError:
			return '_'
		case r == '\'':
			return '’'
		case r == 0xFFFE, r == 0xFFFF:
			return '_'
		case unicode.IsControl(r), unicode.IsSpace(r):
			return ' '
		}
		return r
	}, wish))
	if name == "" {
		return "Sheet"
	}
	return name
}

// prefixUTF16 returns the longest prefix of whole characters of s that has at
// most n UTF-16 units, in which Excel measures texts.
func prefixUTF16(s string, n int) string {
	for i, r := range s {
		// An invalid byte becomes U+FFFD, which is one unit.
		if n -= utf16Units(r); n < 0 {
			return s[:i]
		}
	}
	return s
}

func utf16Units(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}
