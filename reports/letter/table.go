package letter

import (
	"slices"

	"handover/reports"
)

// sheet is a letter with its table laid out.
type sheet struct{ *reports.Letter }

// column is a column of the table.
type column struct {
	Title string
	Share int     // of the width of a page, in percent
	chars float64 // the width in a workbook
	part  part
}

// part says what a column holds.
type part uint8

const (
	customerPart part = iota
	productPart
	askPart
	duePart
	whyPart
)

// columns returns the columns of the table, from the left.
func (s *sheet) columns() []column {
	texts := s.Words.Letters()
	customer := column{texts.Customer, 17, 36, customerPart}
	ask, product := column{texts.What, 36, 52, askPart}, column{texts.Product, 19, 32, productPart}
	due, why := column{texts.By, 15, 24, duePart}, column{texts.Why, 30, 52, whyPart}
	if s.To == reports.ToTenant {
		return []column{ask, product, due, why}
	}
	if s.To == reports.ToOwner {
		product.Share, ask.Share, due.Share, why.Share = 18, 28, 14, 23
	}
	return []column{customer, product, ask, due, why}
}

// Columns returns the columns of the table of a page. That of a letter to a seller tells
// the customer in a line above its rows.
func (s *sheet) Columns() []column {
	columns := s.columns()
	if s.To == reports.ToSeller {
		columns = slices.DeleteFunc(columns, func(c column) bool { return c.part == customerPart })
	}
	return columns
}

// cell is a cell of the table.
type cell struct {
	Text   string
	Small  string // what stands below it in small letters
	Strong bool   // it is what is asked for
	Alarm  bool   // a day that has passed or comes within a week
	Solid  bool   // words of ours, which are not to be broken
}

func (s *sheet) cell(p part, row *reports.LetterRow) cell {
	switch p {
	case customerPart:
		return cell{Text: row.Customer, Small: s.below(row.Domain, row.Note)}
	case productPart:
		return cell{Text: row.Product, Small: row.ID}
	case askPart:
		return cell{Text: row.What, Strong: true, Solid: s.To != reports.ToOwner}
	case duePart:
		return cell{Text: s.When(row), Alarm: s.Presses(row), Solid: true}
	default:
		return cell{Text: row.Why}
	}
}

// below writes what there is of some texts in one line.
func (s *sheet) below(texts ...string) string {
	return s.InOneLine(slices.DeleteFunc(texts, func(text string) bool { return text == "" }))
}

// line is a row of the table of a page.
type line struct {
	Customer *cell // a new customer begins with the row
	Cells    []cell
}

// Table returns the rows of the table of a page.
func (s *sheet) Table() []line {
	lines := make([]line, len(s.Rows))
	for i := range s.Rows {
		for _, c := range s.Columns() {
			lines[i].Cells = append(lines[i].Cells, s.cell(c.part, &s.Rows[i]))
		}
		if s.To == reports.ToSeller && s.Begins(i) {
			lines[i].Customer = new(s.cell(customerPart, &s.Rows[i]))
		}
	}
	return lines
}

// Beginning returns what stands above the table: whom it is for, the greeting, and what it
// is about.
func (s *sheet) Beginning() []string {
	var lines []string
	for _, text := range [...]string{s.Recipient(), s.Greeting()} {
		if text != "" {
			lines = append(lines, text)
		}
	}
	return append(lines, s.Opening()...)
}

// Closing returns what stands below the table: what is not listed, and whom to answer.
func (s *sheet) Closing() []string {
	lines := s.Rest()
	if reply := s.Reply(); reply != "" {
		lines = append(lines, reply)
	}
	return lines
}
