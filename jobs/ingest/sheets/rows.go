package sheets

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// Row is one of a sheet that has a cell.
type Row struct {
	Number int64    // 1 for the first
	Cells  []string // from the first column to the last that is filled; kept until the next row
}

// Each hands the rows of a sheet over, in their order, and ends with the first error of
// take. Days are the numbers that Excel has for them, truth values true and false, numbers
// are decimals with the 15 digits that Excel keeps. A fault of the workbook is a
// *BrokenError.
func (b *Book) Each(s *Sheet, take func(Row) error) (err error) {
	p, err := b.openPart(s.part, maxRow)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.src.Close()) }()
	var row Row
	for {
		token, err := p.xml.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return p.fault(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "sheetData" {
				_, err := io.Copy(io.Discard, p.src) // its checksum stands at its end
				return err
			}
		case xml.StartElement:
			if t.Name.Local != "row" {
				continue
			}
			err := b.readRow(p, &t, &row)
			if err == nil && len(row.Cells) > 0 {
				err = take(row)
			}
			if err != nil {
				return err
			}
		}
	}
}

// number finds out which row begins.
func (p *part) number(start *xml.StartElement) error {
	before := p.row
	p.row++
	told := attribute(start, "r")
	if told == "" {
		return nil
	}
	n, err := strconv.ParseInt(told, 10, 32)
	if err != nil || n <= before {
		return p.broken("row " + strconv.Quote(told) + " follows row " + strconv.FormatInt(before, 10))
	}
	p.row = n
	return nil
}

// readRow reads a row that has just begun.
func (b *Book) readRow(p *part, start *xml.StartElement, row *Row) error {
	p.left = maxRow
	err := p.number(start)
	if err != nil {
		return err
	}
	row.Number, row.Cells = p.row, row.Cells[:0]
	column := 0
	for {
		token, err := p.xml.Token()
		if err != nil {
			return p.fault(err)
		}
		switch t := token.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column, err = b.readCell(p, &t, column, row)
			if err != nil {
				return err
			}
		}
	}
}

// readCell reads a cell that has just begun into its column, which it returns. Empty ones
// behind the last filled one are not there.
func (b *Book) readCell(p *part, start *xml.StartElement, before int, row *Row) (column int, err error) {
	c := cell{kind: attribute(start, "t")}
	column, err = columnOf(attribute(start, "r"), before)
	if err != nil {
		return 0, p.broken(err.Error())
	}
	err = p.read(&c, "c")
	if err != nil {
		return 0, err
	}
	text, err := b.textOf(p, &c)
	if err != nil || text == "" {
		return column, err
	}
	for len(row.Cells) < column {
		row.Cells = append(row.Cells, "")
	}
	if row.Cells[column-1] != "" {
		return 0, p.broken(fmt.Sprintf("column %d occurs more than once", column))
	}
	row.Cells[column-1] = text
	return column, nil
}

// columnOf returns the number of a column from the name of a cell, as AB12; without one
// it is the one behind the one before.
func columnOf(name string, before int) (int, error) {
	column := 0
	for i := 0; i < len(name) && name[i] >= 'A' && name[i] <= 'Z' && column <= maxColumns; i++ {
		column = column*26 + int(name[i]-'A') + 1
	}
	if name == "" {
		column = before + 1
	}
	if column < 1 || column > maxColumns {
		return 0, fmt.Errorf("there is no cell %.20q", name)
	}
	return column, nil
}

// cell is one as it is written.
type cell struct {
	kind      string
	isFormula bool
	formula   []byte
	value     []byte
	inline    []byte // of a text that it does not share
}

// read reads what stands in an element that has just begun.
func (p *part) read(c *cell, element string) error {
	var into *[]byte
	for {
		token, err := p.xml.Token()
		if err != nil {
			return p.fault(err)
		}
		switch t := token.(type) {
		case xml.CharData:
			if into != nil {
				*into = append(*into, t...)
			}
		case xml.EndElement:
			if t.Name.Local == element {
				return nil
			}
			into = nil
		case xml.StartElement:
			into, err = c.begin(p, t.Name.Local)
			if err != nil {
				return err
			}
		}
	}
}

// begin returns where the text of an element in a cell belongs; nil where nowhere.
func (c *cell) begin(p *part, element string) (*[]byte, error) {
	switch element {
	case "v":
		return &c.value, nil
	case "f":
		c.isFormula = true
		return &c.formula, nil
	case "t":
		return &c.inline, nil
	case "rPh": // how a text is spoken
		return nil, p.fault(p.xml.Skip())
	default:
		return nil, nil
	}
}

// textOf returns what a cell says.
func (b *Book) textOf(p *part, c *cell) (string, error) {
	value := string(c.value)
	switch c.kind {
	case "s":
		text, there, err := b.text(value)
		if err == nil && !there {
			err = p.broken(fmt.Sprintf("there is no text %.20q", value))
		}
		return text, err
	case "inlineStr":
		return plain(string(c.inline)), nil
	case "b":
		return strconv.FormatBool(isTrue(value)), nil
	case "", "n":
		if c.isFormula && value == "" {
			return "=" + string(c.formula), nil
		}
		return number(value), nil
	default: // the text, the day or the error that a formula came to
		return plain(value), nil
	}
}

// number writes a number with the 15 digits that Excel keeps. One with a power of ten
// stays as it is: it may be an id that has lost digits, which is to be told.
func number(text string) string {
	mantissa, exponent, isPower := strings.Cut(strings.ToUpper(text), "E")
	if isPower && !strings.HasPrefix(exponent, "-") || !strings.Contains(mantissa, ".") && !isPower {
		return text
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(n) >= 1e15 {
		return text
	}
	n, err = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		return text
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

func attribute(start *xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
