package workbook

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// builder sets up in excelize all of a book but its rows.
type builder struct {
	file  *excelize.File
	book  Book
	looks [lookCount]int // conditional styles; 0 where not yet made, else number + 1
}

// build returns the finished parts, with an empty place for the rows of each tab.
func build(f *excelize.File, b Book, tabs []tab) (parts, styles, error) {
	s, err := newStyles(f, &b)
	if err != nil {
		return nil, styles{}, err
	}
	if err := addTabs(f, tabs); err != nil {
		return nil, styles{}, err
	}
	bl := builder{file: f, book: b}
	if err := bl.properties(); err != nil {
		return nil, styles{}, err
	}
	for _, t := range tabs {
		if err := bl.tab(t, b.Sheets[t.sheet]); err != nil {
			return nil, styles{}, fmt.Errorf("set up sheet %q: %w", t.name, err)
		}
	}
	// Decorating comes last, so that it finds every tab, and wins.
	for _, t := range tabs {
		decorate := b.Sheets[t.sheet].Decorate
		if decorate == nil {
			continue
		}
		if err := decorate(f, t.name); err != nil {
			return nil, styles{}, fmt.Errorf("decorate sheet %q: %w", t.name, err)
		}
	}
	p, err := collect(f)
	return p, s, err
}

// addTabs creates the empty sheets; excelize begins with one of its own.
func addTabs(f *excelize.File, tabs []tab) error {
	if err := f.SetSheetName(f.GetSheetName(0), tabs[0].name); err != nil {
		return fmt.Errorf("name sheet %q: %w", tabs[0].name, err)
	}
	for _, t := range tabs[1:] {
		if _, err := f.NewSheet(t.name); err != nil {
			return fmt.Errorf("add sheet %q: %w", t.name, err)
		}
	}
	return nil
}

func (bl *builder) properties() error {
	created := bl.book.Created
	if created.IsZero() {
		created = firstZipDay()
	}
	at := created.UTC().Format(time.RFC3339)
	err := bl.file.SetDocProps(&excelize.DocProperties{
		Title: bl.book.Title, Subject: bl.book.Subject, Creator: bl.book.Creator,
		LastModifiedBy: bl.book.Creator, Created: at, Modified: at,
	})
	return errors.Join(err, bl.file.SetAppProps(&excelize.AppProperties{Application: bl.book.Creator}))
}

// tab sets up one sheet. Excel reads a sheet's settings in a fixed order, which
// excelize keeps whatever the order of the calls.
func (bl *builder) tab(t tab, s Sheet) error {
	if len(s.Columns) == 0 {
		return bl.page(t, s)
	}
	area := area{columns: len(s.Columns), head: t.head, last: t.head + t.rows}
	if s.explained() {
		area.last++
	}
	lines := s.table()
	return errors.Join(
		bl.file.SetSheetView(t.name, 0, &excelize.ViewOptions{ShowGridLines: &lines}),
		bl.file.SetSheetDimension(t.name, area.from(1)),
		bl.columns(t, s),
		bl.panes(t, s),
		bl.filter(t, s, area), // before the page: excelize makes the sheet's properties anew
		bl.page(t, s),
		bl.printed(t, s, area),
		bl.emphasis(t, s, area),
		// A customer's number is a text; Excel would mark each with a green corner.
		bl.file.AddIgnoredErrors(t.name, area.from(1), excelize.IgnoredErrorsNumberStoredAsText),
		// The place where the links of the rows will stand.
		bl.file.SetCellHyperLink(t.name, linkPlaceCell, linkPlaceTarget, "Location"),
	)
}

// area is where a tab's rows stand: those of a table begin below its header.
type area struct{ columns, head, last int }

// from returns the range of all that stands in a row and below it.
func (a area) from(row int) string {
	return fmt.Sprintf("A%d:%s%d", max(row, 1), columnName(a.columns-1), max(a.last, 1))
}

// column returns the range of the rows in one column.
func (a area) column(index int) string {
	name := columnName(index)
	return fmt.Sprintf("%s%d:%[1]s%[3]d", name, a.head+1, a.last)
}

// columns sets the widths.
func (bl *builder) columns(t tab, s Sheet) error {
	for i := range s.Columns {
		name := columnName(i)
		if err := bl.file.SetColWidth(t.name, name, name, s.Columns[i].Width); err != nil {
			return err
		}
	}
	return nil
}

// mostFrozen is how many rows stay on screen at most: more would leave too little of it.
const mostFrozen = 5

// panes keeps the header row with what stands above it, where that is little, and the
// first columns on screen.
func (bl *builder) panes(t tab, s Sheet) error {
	rows := t.head
	if rows > mostFrozen {
		rows = 0
	}
	if rows == 0 && s.FreezeColumns == 0 {
		return nil
	}
	corner := columnName(s.FreezeColumns) + fmt.Sprint(rows+1)
	pane := "bottomRight"
	switch {
	case s.FreezeColumns == 0:
		pane = "bottomLeft"
	case rows == 0:
		pane = "topRight"
	}
	return bl.file.SetPanes(t.name, &excelize.Panes{
		Freeze: true, XSplit: s.FreezeColumns, YSplit: rows, TopLeftCell: corner, ActivePane: pane,
		Selection: []excelize.Selection{{SQRef: corner, ActiveCell: corner, Pane: pane}},
	})
}

// filter puts the filter buttons on the header row.
func (bl *builder) filter(t tab, s Sheet, a area) error {
	if !s.Filter || !s.table() || s.explained() {
		return nil
	}
	return bl.file.AutoFilter(t.name, a.from(a.head), nil)
}

// emphasis adds the conditional formats, all of a column together.
func (bl *builder) emphasis(t tab, s Sheet, a area) error {
	if t.rows == 0 {
		return nil
	}
	rules := make([][]excelize.ConditionalFormatOptions, len(s.Columns))
	for _, e := range s.Emphasis {
		style, err := bl.conditional(e.Look)
		if err != nil {
			return err
		}
		rules[e.Column] = append(rules[e.Column], excelize.ConditionalFormatOptions{
			Type: "cell", Criteria: "==", Format: &style,
			Value: `"` + strings.ReplaceAll(e.Text, `"`, `""`) + `"`,
		})
	}
	for i, r := range rules {
		if len(r) == 0 {
			continue
		}
		if err := bl.file.SetConditionalFormat(t.name, a.column(i), r); err != nil {
			return fmt.Errorf("emphasize texts of column %q: %w", s.Columns[i].Title, err)
		}
	}
	return nil
}

// conditional returns the number of a look's conditional style, made at first use.
func (bl *builder) conditional(l Look) (int, error) {
	if bl.looks[l] == 0 {
		id, err := bl.file.NewConditionalStyle(appearances()[l].conditional())
		if err != nil {
			return 0, fmt.Errorf("register conditional style: %w", err)
		}
		bl.looks[l] = id + 1
	}
	return bl.looks[l] - 1, nil
}
