package ics_test

import (
	"bytes"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// event is an event of a calendar as a strict reader sees it: each property with
// its value, still escaped, and those of its alarms with the number of the alarm.
type event map[string]string

// alarms returns when the alarms of an event go off.
func (e event) alarms() (triggers []string) {
	for i := 1; e[alarmKey(i, "TRIGGER")] != ""; i++ {
		triggers = append(triggers, e[alarmKey(i, "TRIGGER")])
	}
	return triggers
}

func alarmKey(number int, name string) string { return "alarm " + strconv.Itoa(number) + " " + name }

// contentLine is a line of RFC 5545, 3.1, without quoted parameters, which the
// calendar does not use.
func contentLine() *regexp.Regexp {
	return regexp.MustCompile(`^([A-Z-]+)((?:;[A-Z-]+=[A-Za-z0-9-]+)*):(.*)$`)
}

// readCalendar reads a calendar and refuses whatever RFC 5545 does not allow.
func readCalendar(t testing.TB, content []byte) (calendar event, events []event) {
	t.Helper()
	if !utf8.Valid(content) || !bytes.HasSuffix(content, []byte("\r\n")) {
		t.Fatalf("no UTF-8 that ends with a line:\n%q", content)
	}
	calendar = event{}
	var open []string
	current, alarms := calendar, 0
	for _, line := range unfold(t, content) {
		parts := contentLine().FindStringSubmatch(line)
		if parts == nil {
			t.Fatalf("no content line: %q", line)
		}
		name, value := parts[1]+parts[2], parts[3]
		switch name {
		case "BEGIN":
			open = append(open, value)
			switch value {
			case "VEVENT":
				current, alarms = event{}, 0
			case "VALARM":
				alarms++
			}
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				t.Fatalf("END:%s closes %v", value, open)
			}
			open = open[:len(open)-1]
			if value == "VEVENT" {
				events = append(events, current)
				current = calendar
			}
		default:
			if slices.Contains(open, "VALARM") {
				name = alarmKey(alarms, name)
			}
			if _, twice := current[name]; twice && !slices.Contains(open, "VTIMEZONE") {
				t.Fatalf("%s is there twice", name)
			}
			current[name] = value
		}
	}
	if len(open) > 0 {
		t.Fatalf("%v is not closed", open)
	}
	return calendar, events
}

// unfold checks the lines as they are on the disk and joins those that go on.
func unfold(t testing.TB, content []byte) []string {
	t.Helper()
	var lines []string
	for line := range strings.SplitSeq(strings.TrimSuffix(string(content), "\r\n"), "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line has %d octets: %q", len(line), line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("a character is cut in two: %q", line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return unicode.IsControl(r) }) {
			t.Errorf("a control character is in %q", line)
		}
		if rest, goesOn := strings.CutPrefix(line, " "); goesOn && len(lines) > 0 {
			lines[len(lines)-1] += rest
			continue
		}
		lines = append(lines, line)
	}
	return lines
}

// unescaped reads a text of RFC 5545, 3.3.11, and refuses a bare separator.
func unescaped(t testing.TB, text string) string {
	t.Helper()
	if bare := regexp.MustCompile(`(?:^|[^\\])(?:\\\\)*(?:[;,]|\\(?:[^nN\\;,]|$))`); bare.MatchString(text) {
		t.Errorf("a separator is not escaped, or another character is: %q", text)
	}
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(text)
}

// checkEvent checks what every event must have.
func checkEvent(t testing.TB, e event) {
	t.Helper()
	for _, name := range []string{"UID", "DTSTAMP", "SEQUENCE", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "TRANSP", "STATUS"} {
		if e[name] == "" {
			t.Errorf("%s is missing in %v", name, e)
		}
	}
	start, err := time.Parse("20060102", e["DTSTART;VALUE=DATE"])
	if err != nil {
		t.Error(err)
	}
	if end := start.AddDate(0, 0, 1).Format("20060102"); e["DTEND;VALUE=DATE"] != end {
		t.Errorf("the event of %s ends on %s, want %s, which is not part of it", e["DTSTART;VALUE=DATE"], e["DTEND;VALUE=DATE"], end)
	}
	if _, err := time.Parse("20060102T150405Z", e["DTSTAMP"]); err != nil {
		t.Error(err)
	}
	for i := range e.alarms() {
		if e[alarmKey(i+1, "ACTION")] != "DISPLAY" || e[alarmKey(i+1, "DESCRIPTION")] != e["SUMMARY"] {
			t.Errorf("alarm %d of %v", i+1, e)
		}
	}
	unescaped(t, e["SUMMARY"])
	unescaped(t, e["DESCRIPTION"])
}
