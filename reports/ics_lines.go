package reports

import (
	"bufio"
	"io"
	"strings"
	"unicode/utf8"
)

// icsOctets is how long a line may be, without its end (RFC 5545, 3.1).
const icsOctets = 75

// calendarWriter writes content lines. A write error stays in out and comes back
// from flush.
type calendarWriter struct{ out *bufio.Writer }

func newCalendarWriter(w io.Writer) *calendarWriter {
	return &calendarWriter{bufio.NewWriterSize(w, 64<<10)}
}

func (c *calendarWriter) flush() error { return c.out.Flush() }

// line writes a content line and folds it between characters: what follows a
// line break and a blank goes on with it. The buffer keeps its first error for
// flush.
func (c *calendarWriter) line(name, value string) {
	rest := name + ":" + value
	for room := icsOctets; len(rest) > room; room = icsOctets - 1 {
		at := room
		for !utf8.RuneStart(rest[at]) {
			at--
		}
		_, _ = c.out.WriteString(rest[:at] + "\r\n ")
		rest = rest[at:]
	}
	_, _ = c.out.WriteString(rest + "\r\n")
}

// emptyZone writes a component that says nothing, since a calendar without any
// is not valid (RFC 5545, 3.6).
func (c *calendarWriter) emptyZone() {
	for _, pair := range [...][2]string{
		{"BEGIN", "VTIMEZONE"},
		{"TZID", "UTC"},
		{"BEGIN", "STANDARD"},
		{"DTSTART", "19700101T000000"},
		{"TZOFFSETFROM", "+0000"},
		{"TZOFFSETTO", "+0000"},
		{"END", "STANDARD"},
		{"END", "VTIMEZONE"},
	} {
		c.line(pair[0], pair[1])
	}
}

// icsText escapes a text of one line, which words.OneLine has made it (RFC 5545,
// 3.3.11).
func icsText(line string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`).Replace(line)
}

// icsLines escapes a text of several lines.
func icsLines(lines []string) string {
	escaped := make([]string, 0, len(lines))
	for _, line := range lines {
		escaped = append(escaped, icsText(line))
	}
	return strings.Join(escaped, `\n`)
}
