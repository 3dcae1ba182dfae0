package digest

import (
	"strings"

	"handover/reports"
	"handover/reports/words"
)

// plain writes a digest as plain text: rows as items of a list, with what does not stand
// in their first line below it, broken for a terminal.
func (d *digest) plain(most int) string {
	var b strings.Builder
	line := func(text string) { b.WriteString(text + "\n") }
	heading := func(text, mark string) {
		lines := reports.Wrap("", text)
		under := 0
		for _, text := range lines {
			line(text)
			under = max(under, reports.TextColumns(text))
		}
		line(strings.Repeat(mark, under))
		line("")
	}
	heading(reports.Shorten(d.Title(), most), "=")
	for i := range d.Parts {
		p := &d.Parts[i]
		if title := d.heading(p); title != "" {
			heading(title, "-")
		}
		for _, text := range d.plainLines(p, most) {
			line(text)
		}
		line("")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// plainLines returns the lines of a part.
func (d *digest) plainLines(p *part, most int) []string {
	var lines []string
	for i := range p.Bands {
		b := &p.Bands[i]
		parts := []string{}
		if b.Strong != "" {
			parts = append(parts, "!", reports.Shorten(b.Strong, most))
		}
		for _, text := range b.Texts {
			parts = append(parts, reports.Shorten(text, 2*most))
		}
		lines = append(lines, reports.Wrap("", strings.Join(parts, " "))...)
	}
	for _, row := range p.Table.Rows {
		lines = append(lines, d.plainRow(&p.Table, row, most)...)
	}
	for _, text := range d.more(p) {
		lines = append(lines, reports.Wrap("", text)...)
	}
	if len(p.Table.Rows) > 0 && len(p.Lines) > 0 {
		lines = append(lines, "")
	}
	for _, text := range p.Lines {
		lines = append(lines, reports.Wrap("", reports.Shorten(text, 2*most))...)
	}
	for _, text := range p.Facts {
		lines = append(lines, reports.Wrap("", reports.Shorten(text, most))...)
	}
	return lines
}

// plainRow returns the lines of a row: of figures each with its head in one line.
func (d *digest) plainRow(t *table, row []cell, most int) []string {
	if t.Figures {
		parts := make([]string, 0, len(row))
		for i := 1; i < len(row); i++ {
			parts = append(parts, d.Pair(t.Heads[i], row[i].Text))
		}
		return append(reports.Wrap("* ", reports.Shorten(row[0].Text, most)), reports.Wrap("  ", d.InOneLine(parts))...)
	}
	lines := reports.Wrap("* ", reports.Shorten(row[0].Text, most))
	for i := 1; i < len(row); i++ {
		if row[i].Text != "" {
			lines = append(lines, reports.Wrap("  ", d.Pair(t.Heads[i], reports.Shorten(row[i].Text, most)))...)
		}
	}
	return lines
}

// more counts what is left out for want of room and by no heading.
func (d *digest) more(p *part) []string {
	if p.Cut == 0 || p.Counted {
		return nil
	}
	return []string{words.Fill(d.Words.Digest().More, "count", d.Number(p.Cut))}
}
