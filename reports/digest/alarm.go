package digest

import (
	"strings"

	"handover/reports"
)

// AlarmItem stands before a line of an alarm that is one of a list.
const AlarmItem = "- "

// Alarm is a short message about a night that went wrong as a whole, of which there is no
// report to be told.
type Alarm struct {
	Language string
	Subject  string   // in one line
	Lines    []string // what happened, and what to do
}

// Text returns the lines as plain text, broken for a terminal.
func (a *Alarm) Text() string {
	var lines []string
	for _, text := range a.Lines {
		item, is := strings.CutPrefix(text, AlarmItem)
		first := ""
		if is {
			first = AlarmItem
		}
		lines = append(lines, reports.Wrap(first, item)...)
	}
	return strings.Join(lines, "\n") + "\n"
}

// Teams returns the message that a workflow of Teams takes.
func (a *Alarm) Teams() any {
	body := []element{line(run(a.Subject, element{"size": "Large", "weight": "Bolder"}))}
	for _, text := range a.Lines {
		if text != "" {
			body = append(body, line(run(text, nil)))
		}
	}
	return teamsMessage(a.Language, body)
}

// Slack returns the message that an incoming webhook of Slack takes.
func (a *Alarm) Slack() any {
	return element{"text": slackEscaped(a.Subject, mostSlackText), "blocks": []element{
		{"type": "header", "text": slackText(a.Subject, mostSlackHeader)},
		slackSection(a.Lines, "\n"),
	}}
}

// Data returns the message for a program, in the schema handover.alarm/1.
func (a *Alarm) Data() any {
	return element{"schema": "handover.alarm/1", "title": a.Subject, "language": a.Language, "lines": a.Lines}
}
