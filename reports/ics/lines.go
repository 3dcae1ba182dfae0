package ics

import (
	"bufio"
	"strings"
	"unicode/utf8"
)

// lineOctets is how long a line may be, without its end (RFC 5545, 3.1).
const lineOctets = 75

// writer writes content lines. A write error stays in out and comes back from
// flush.
type writer struct{ out *bufio.Writer }

func (w *writer) flush() error { return w.out.Flush() }

// line writes a content line and folds it between characters: what follows a
// line break and a blank goes on with it. The buffer keeps its first error for
// flush.
func (w *writer) line(name, value string) {
	rest := name + ":" + value
	for room := lineOctets; len(rest) > room; room = lineOctets - 1 {
		at := room
		for !utf8.RuneStart(rest[at]) {
			at--
		}
		_, _ = w.out.WriteString(rest[:at] + "\r\n ")
		rest = rest[at:]
	}
	_, _ = w.out.WriteString(rest + "\r\n")
}

// emptyZone writes a component that says nothing, since a calendar without any
// is not valid (RFC 5545, 3.6).
func (w *writer) emptyZone() {
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
		w.line(pair[0], pair[1])
	}
}

// escape escapes a text of one line, which words.OneLine has made it (RFC 5545,
// 3.3.11).
func escape(line string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`).Replace(line)
}

// escapeLines escapes a text of several lines.
func escapeLines(lines []string) string {
	escaped := make([]string, 0, len(lines))
	for _, line := range lines {
		escaped = append(escaped, escape(line))
	}
	return strings.Join(escaped, `\n`)
}
