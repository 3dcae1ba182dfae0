package letter

import (
	"context"
	"io"
	"slices"

	"handover/reconcile"
	"handover/reports"
	"handover/reports/workbook"
)

// WriteXLSX writes a letter as a workbook of one sheet: what it says above and below its
// table stands above it, where nobody overlooks it, and an id has a column of its own.
func WriteXLSX(ctx context.Context, w io.Writer, l *reports.Letter) error {
	s := sheet{l}
	day, instant := l.Words.CellFormats()
	return workbook.Write(ctx, w, workbook.Book{
		Title: l.Title(), Creator: "handover", Created: l.AsOf, DayFormat: day, InstantFormat: instant,
		Sheets: []workbook.Sheet{s.page()},
	})
}

// page lays the letter out: as a list with filter buttons, or where it lists nothing as
// lines of text.
func (s *sheet) page() workbook.Sheet {
	page := workbook.Sheet{Name: s.Words.Letters().What, Landscape: true}
	lines := s.lines()
	if len(s.Rows) == 0 {
		page.Columns = []workbook.Column{{Width: textChars, Wrap: true}}
		page.Count, page.Rows = len(lines), reports.Listed(lines)
		return page
	}
	for _, c := range s.columns() {
		page.Columns = append(page.Columns, workbook.Column{Title: c.Title, Width: c.chars, Wrap: true})
	}
	if s.HasCustomers() {
		page.Columns = append(page.Columns, workbook.Column{Title: s.Words.Letters().Subscription, Width: idChars})
	}
	page.Above, page.Filter = lines, true
	page.Count, page.Rows = len(s.Rows), func(yield func([]workbook.Cell, error) bool) {
		for i := range s.Rows {
			if !yield(s.workbookRow(&s.Rows[i]), nil) {
				return
			}
		}
	}
	return page
}

const (
	// textChars is how wide a line of text is that stands alone.
	textChars = 110
	// idChars is the width of an id.
	idChars = 38
)

// lines returns what the letter says beside its table: without the forms of a letter,
// which would stand above it.
func (s *sheet) lines() [][]workbook.Cell {
	list := [][]workbook.Cell{{workbook.Text(s.Title()).As(workbook.Title)}}
	texts := slices.Concat([]string{s.Recipient()}, s.Opening(), s.Closing())
	if len(s.Rows) == 0 {
		texts = slices.Concat(s.Beginning(), s.Closing(), s.Signature())
	}
	for _, text := range texts {
		if text != "" {
			list = append(list, []workbook.Cell{workbook.Text(text)})
		}
	}
	return append(list, nil)
}

// workbookRow returns the cells of a row.
func (s *sheet) workbookRow(row *reports.LetterRow) []workbook.Cell {
	var cells []workbook.Cell
	for _, c := range s.columns() {
		cell := workbook.Text(s.cell(c.part, row).Text)
		if c.part == customerPart {
			cell = workbook.Text(s.below(row.Customer, row.Domain, row.Note))
		}
		if c.part == duePart && s.Presses(row) {
			cell = cell.As(lookOf(row.By, s))
		}
		cells = append(cells, cell)
	}
	if s.HasCustomers() {
		cells = append(cells, workbook.Text(row.ID))
	}
	return cells
}

// lookOf tells a day that has passed from one that comes within a week.
func lookOf(by reconcile.Due, s *sheet) workbook.Look {
	if by.Passed(s.AsOf) {
		return workbook.Alarm
	}
	return workbook.Warning
}
