package letter

import "handover/reports"

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

// Columns returns the columns of the table, from the left.
func (s *sheet) Columns() []column {
	texts := s.Words.Letters()
	customer := column{texts.Customer, 17, 30, customerPart}
	ask, product := column{texts.What, 36, 52, askPart}, column{texts.Product, 19, 32, productPart}
	due, why := column{texts.By, 15, 24, duePart}, column{texts.Why, 30, 52, whyPart}
	if !s.HasCustomers() {
		return []column{ask, product, due, why}
	}
	ask.Share, product.Share, due.Share, why.Share = 28, 17, 14, 24
	return []column{customer, product, ask, due, why}
}

// cell is a cell of the table.
type cell struct {
	Text   string
	Small  string // what stands below it in small letters
	Strong bool   // it is what is asked for
	Alarm  bool   // a day that has passed or comes within a week
}

// Cells returns the cells of a row.
func (s *sheet) Cells(row *reports.LetterRow) []cell {
	var cells []cell
	for _, c := range s.Columns() {
		cells = append(cells, s.cell(c.part, row))
	}
	return cells
}

func (s *sheet) cell(p part, row *reports.LetterRow) cell {
	switch p {
	case customerPart:
		return cell{Text: row.Customer, Small: row.Note}
	case productPart:
		return cell{Text: row.Product, Small: row.ID}
	case askPart:
		return cell{Text: row.What, Strong: true}
	case duePart:
		return cell{Text: s.When(row), Alarm: s.Presses(row)}
	default:
		return cell{Text: row.Why}
	}
}

// Table returns the cells of all rows.
func (s *sheet) Table() [][]cell {
	rows := make([][]cell, len(s.Rows))
	for i := range s.Rows {
		rows[i] = s.Cells(&s.Rows[i])
	}
	return rows
}

// Closing returns what stands below the table: what is not listed, and whom to answer.
func (s *sheet) Closing() []string {
	lines := s.Rest()
	if reply := s.Reply(); reply != "" {
		lines = append(lines, reply)
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
