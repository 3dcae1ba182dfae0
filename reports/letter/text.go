package letter

import (
	"bufio"
	"context"
	"io"

	"handover/reports"
)

// WriteText writes a letter as plain text, as a mail has it beside the page: what is asked
// for as items of a list, with what belongs to each below it.
func WriteText(_ context.Context, w io.Writer, l *reports.Letter) error {
	s, out := sheet{l}, bufio.NewWriter(w)
	lines := func(first, text string) {
		for _, line := range reports.Wrap(first, reports.Readable(text)) {
			_, _ = out.WriteString(line + "\n") // an error comes back from Flush
		}
	}
	paragraph := func(text string) { lines("", text); lines("", "") }
	paragraph(l.Title())
	for _, text := range s.Beginning() {
		paragraph(text)
	}
	columns := s.Columns()
	for i, row := range s.Table() {
		if row.Customer != nil && i > 0 {
			lines("", "")
		}
		if row.Customer != nil {
			lines("", s.Pair(s.Words.Letters().Customer, s.below(row.Customer.Text, row.Customer.Small)))
		}
		for _, line := range s.item(columns, row.Cells) {
			lines(line[0], line[1])
		}
	}
	if len(l.Rows) > 0 {
		lines("", "")
	}
	for _, text := range s.Closing() {
		paragraph(text)
	}
	for _, text := range l.Signature() {
		lines("", text)
	}
	return out.Flush()
}

// item returns the lines of a thing to do, each with what stands before it: what is asked
// for, and then the rest, where there is any.
func (s *sheet) item(columns []column, cells []cell) (lines [][2]string) {
	for i, c := range cells {
		text := s.below(c.Text, c.Small)
		switch {
		case columns[i].part == askPart:
			lines = append([][2]string{{"* ", text}}, lines...)
		case text != "" && text != s.Words.Letters().None:
			lines = append(lines, [2]string{"  ", s.Pair(columns[i].Title, text)})
		}
	}
	return lines
}
