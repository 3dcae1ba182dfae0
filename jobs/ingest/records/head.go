package records

import (
	"bytes"
	"strings"
)

// Delimiters separate the fields of a record. Of two that occur as often in a
// header the first counts.
const Delimiters = ",;\t|"

const byteOrderMark = "\xEF\xBB\xBF"

// head is what the first lines of a file say of it.
type head struct {
	delimiter byte
	lines     int64 // above the header that only speak to a program
	bytes     int   // of these lines
}

// headOf looks for the header: behind empty lines, a line such as "sep=;" that
// tells a spreadsheet the delimiter, and the "#TYPE" of PowerShell.
func headOf(window []byte) head {
	var h head
	rest := window
	told := byte(0)
	for len(rest) > 0 {
		line, next := cutLine(rest)
		text := bytes.TrimPrefix(line, []byte(byteOrderMark))
		delimiter, isHint := hint(string(bytes.TrimSpace(text)))
		if len(bytes.Trim(text, "\r\n")) > 0 && !isHint {
			break
		}
		if delimiter != 0 {
			told = delimiter
		}
		rest = next
		if isHint {
			h.bytes = len(window) - len(rest)
		}
	}
	h.lines = int64(bytes.Count(window[:h.bytes], []byte("\n")))
	h.delimiter = told
	if told == 0 {
		h.delimiter = mostOf(rest)
	}
	return h
}

// hint reports whether a line speaks to a program, and the delimiter that it tells.
func hint(line string) (delimiter byte, isHint bool) {
	line = strings.Trim(line, `"`)
	if len(line) >= len("#TYPE ") && strings.EqualFold(line[:len("#TYPE ")], "#TYPE ") {
		return 0, true
	}
	const sep = "sep="
	if len(line) == len(sep) && strings.EqualFold(line, sep) {
		return '\t', true // the tab was taken for a blank
	}
	if len(line) != len(sep)+1 || !strings.EqualFold(line[:len(sep)], sep) || !strings.Contains(Delimiters, line[len(sep):]) {
		return 0, false
	}
	return line[len(sep)], true
}

func cutLine(text []byte) (line, rest []byte) {
	end := bytes.IndexByte(text, '\n')
	if end < 0 {
		return text, nil
	}
	return text[:end+1], text[end+1:]
}

// mostOf returns the delimiter that occurs most in the first record, outside
// quotes.
func mostOf(text []byte) byte {
	var counts [len(Delimiters)]int
	quoted := false
	for _, c := range text {
		at := strings.IndexByte(Delimiters, c)
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\n':
			return leading(counts)
		case at >= 0:
			counts[at]++
		}
	}
	return leading(counts)
}

func leading(counts [len(Delimiters)]int) byte {
	most := 0
	for at, n := range counts {
		if n > counts[most] {
			most = at
		}
	}
	return Delimiters[most]
}
