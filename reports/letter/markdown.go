package letter

import (
	"bufio"
	"context"
	"io"
	"strings"

	"handover/reports"
)

// WriteMarkdown writes a letter as Markdown.
func WriteMarkdown(_ context.Context, w io.Writer, l *reports.Letter) error {
	s, out := sheet{l}, bufio.NewWriter(w)
	line := func(text string) { _, _ = out.WriteString(text + "\n") } // an error comes back from Flush
	paragraph := func(text string) { line(reports.Markdown(text) + "\n") }
	line("# " + reports.Markdown(l.Title()) + "\n")
	for _, text := range s.Beginning() {
		paragraph(text)
	}
	for i, row := range s.markdownRows() {
		line(row)
		if i == 0 {
			line("|" + strings.Repeat(" --- |", len(s.columns())))
		}
	}
	if len(l.Rows) > 0 {
		line("")
	}
	for _, text := range l.Rest() {
		paragraph(text)
	}
	if reply := l.Reply(); reply != "" {
		line(reports.Markdown(reply) + "\n")
	}
	if signature := l.Signature(); len(signature) > 0 {
		for i := range signature {
			signature[i] = reports.Markdown(signature[i])
		}
		line(strings.Join(signature, "  \n")) // two blanks break a line
	}
	return out.Flush()
}

// markdownRows returns the header of the table and its rows; none where there are none.
func (s *sheet) markdownRows() []string {
	if len(s.Rows) == 0 {
		return nil
	}
	columns := s.columns()
	heads := make([]string, len(columns))
	for i := range columns {
		heads[i] = columns[i].Title
	}
	lines := []string{markdownRow(heads)}
	for i := range s.Rows {
		texts := make([]string, len(columns))
		for k := range columns {
			c := s.cell(columns[k].part, &s.Rows[i])
			texts[k] = s.below(c.Text, c.Small)
		}
		lines = append(lines, markdownRow(texts))
	}
	return lines
}

func markdownRow(texts []string) string {
	cells := make([]string, len(texts))
	for i, text := range texts {
		cells[i] = reports.Markdown(text)
	}
	return "| " + strings.Join(cells, " | ") + " |"
}
