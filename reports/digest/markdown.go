package digest

import (
	"bufio"
	"context"
	"io"
	"strings"

	"handover/reports"
)

// WriteMarkdown writes a digest in Markdown, for chat.
func WriteMarkdown(ctx context.Context, w io.Writer, r *reports.Report) error {
	d, err := put(ctx, r, &reports.Telling{})
	if err != nil {
		return err
	}
	m := markdown{digest: d, out: bufio.NewWriter(w)}
	m.line("# ", escape(d.Title()))
	m.line("")
	for i := range d.Parts {
		m.part(&d.Parts[i])
	}
	return m.out.Flush()
}

// markdown writes a digest in Markdown. A write error stays in out and comes back from
// Flush.
type markdown struct {
	*digest
	out *bufio.Writer
}

func escape(text string) string { return reports.Markdown(text) }

func escapeAll(texts []string) []string {
	escaped := make([]string, len(texts))
	for i := range texts {
		escaped[i] = escape(texts[i])
	}
	return escaped
}

func (m *markdown) line(parts ...string) {
	for _, part := range parts {
		_, _ = m.out.WriteString(part) // an error comes back from Flush
	}
	_ = m.out.WriteByte('\n') // as above
}

func (m *markdown) part(p *part) {
	if heading := m.heading(p); heading != "" {
		m.line("## ", escape(heading))
		m.line("")
	}
	for _, b := range p.Bands {
		line := strings.Join(escapeAll(b.Texts), " ")
		if b.Strong != "" {
			line = "**" + escape(b.Strong) + "** " + line
		}
		m.line(line)
		m.line("")
	}
	if len(p.Table.Rows) > 0 {
		m.table(&p.Table)
	}
	for _, line := range p.Lines {
		m.line(escape(line))
	}
	if len(p.Lines) > 0 {
		m.line("")
	}
	if len(p.Facts) > 0 {
		m.line(m.InOneLine(escapeAll(p.Facts)))
	}
}

func (m *markdown) table(t *table) {
	m.cells(texts(t.Heads...))
	m.line("|", strings.Repeat(" --- |", len(t.Heads)))
	for _, row := range t.Rows {
		m.cells(row)
	}
	m.line("")
}

// cells writes a row of a table.
func (m *markdown) cells(row []cell) {
	var b strings.Builder
	for i := range row {
		b.WriteString(" " + escape(row[i].Text) + " |")
	}
	m.line("|", b.String())
}
