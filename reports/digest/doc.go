// Package digest writes the short report of a run: what was not checked, what to do now
// and whom to ask for it, what has changed and what it costs. It puts the report in short
// part by part, and writes it as Markdown for chat and as text and HTML for mail, which
// say the same in the same order, and what comes first also as cards for Teams, Slack and
// programs.
package digest
