package digest

import (
	"embed"
	"html/template"
	"io"
	"sync"

	"handover/reports"
)

//go:embed templates
var templateFiles embed.FS

// parsed holds the template, which is read when it is first asked for.
var parsed = sync.OnceValues(func() (*template.Template, error) {
	return template.ParseFS(templateFiles, "templates/digest.html")
})

// writeHTML writes a digest as a page that mail programs show, Outlook's Word engine
// among them: tables with widths, styles and colours at each element, and no script, style
// sheet or picture. Every text has a colour and stands on one, so that programs which turn
// colours around for the night turn both.
func writeHTML(w io.Writer, d *digest, glance []tile, most int) error {
	page, err := parsed()
	if err != nil {
		return err
	}
	return page.Execute(w, &mailPage{d, glance, most})
}

// mailPage is a digest with what its page asks for.
type mailPage struct {
	*digest
	Glance []tile
	most   int // characters of a text
}

// Short shortens a text to what the page has room for.
func (m *mailPage) Short(text string) string { return reports.Shorten(text, m.most) }

// Heading writes the title of a part.
func (m *mailPage) Heading(p *part) string { return m.heading(p) }

// More counts what is left out of a part for want of room.
func (m *mailPage) More(p *part) []string { return m.more(p) }

// Share returns how wide a tile is, in percent.
func (m *mailPage) Share() int { return 100 / len(m.Glance) }

// grid is a table as the page lays it out.
type grid struct {
	Columns []gridColumn
	Rows    [][]gridCell
}

type gridColumn struct {
	Title string
	Share int // of the width, in percent
	Align string
}

// gridCell is a cell of the page.
type gridCell struct {
	Lines []gridLine
	Align string
}

type gridLine struct {
	Text          string
	Strong, Alarm bool
	Small         bool
}

// Grid lays out a table: some columns below one another, and figures, of which there are
// more columns than rows, turned.
func (m *mailPage) Grid(t *table) *grid {
	if len(t.Rows) == 0 {
		return nil
	}
	if t.Figures {
		return m.figures(t)
	}
	g := &grid{}
	for _, s := range t.Layout {
		heads := make([]string, len(s.Columns))
		for i, column := range s.Columns {
			heads[i] = t.Heads[column]
		}
		g.Columns = append(g.Columns, gridColumn{Title: m.InOneLine(heads), Share: s.Percent, Align: "left"})
	}
	for _, row := range t.Rows {
		var cells []gridCell
		for _, s := range t.Layout {
			c := gridCell{Align: "left"}
			for _, column := range s.Columns {
				c.Lines = append(c.Lines, m.linesOf(&row[column])...)
			}
			cells = append(cells, c)
		}
		g.Rows = append(g.Rows, cells)
	}
	return g
}

// linesOf returns the lines of a cell, below the first of which all are small.
func (m *mailPage) linesOf(c *cell) []gridLine {
	if c.Text == "" {
		return nil
	}
	lines := c.Lines
	if len(lines) == 0 {
		lines = []string{c.Text}
	}
	list := make([]gridLine, len(lines))
	for i, text := range lines {
		list[i] = gridLine{Text: m.Short(text), Strong: c.Strong && i == 0, Alarm: c.Alarm && i == 0, Small: i > 0}
	}
	return list
}

// firstShare is how much of the width the names of figures take at least, in percent.
const firstShare = 28

// figures lays out a table of figures: turned where that makes it narrower.
func (m *mailPage) figures(t *table) *grid {
	cells := [][]string{t.Heads}
	for _, row := range t.Rows {
		texts := make([]string, len(row))
		for i := range row {
			texts[i] = row[i].Text
		}
		cells = append(cells, texts)
	}
	if len(cells) < len(t.Heads) {
		cells = turned(cells)
	}
	g := &grid{}
	others := max(1, len(cells[0])-1)
	for i, title := range cells[0] {
		c := gridColumn{Title: m.Short(title), Share: (100 - firstShare) / others, Align: "right"}
		if i == 0 {
			c.Share, c.Align = 100-others*c.Share, "left"
		}
		g.Columns = append(g.Columns, c)
	}
	for _, texts := range cells[1:] {
		row := make([]gridCell, len(texts))
		for i, text := range texts {
			row[i] = gridCell{Lines: []gridLine{{Text: m.Short(text), Strong: i == 0}}, Align: g.Columns[i].Align}
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

// turned makes rows of columns.
func turned(cells [][]string) [][]string {
	list := make([][]string, len(cells[0]))
	for i := range list {
		for _, row := range cells {
			list[i] = append(list[i], row[i])
		}
	}
	return list
}
