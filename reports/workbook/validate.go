package workbook

import (
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// maxLiteral is the longest text that Excel allows within a formula.
const maxLiteral = 255

// validate refuses a book that Excel could not open, or that contradicts itself.
func validate(b Book) error {
	if len(b.Sheets) == 0 {
		return errors.New("lay out workbook: it has no sheet")
	}
	exponents := make(map[string]int, len(b.Currencies))
	for _, c := range b.Currencies {
		if err := c.validate(); err != nil {
			return fmt.Errorf("lay out workbook: %w", err)
		}
		if exponent, known := exponents[c.Code]; known && exponent != c.Exponent {
			return fmt.Errorf("lay out workbook: currency %s has both %d and %d decimals", c.Code, exponent, c.Exponent)
		}
		exponents[c.Code] = c.Exponent
	}
	for _, s := range b.Sheets {
		if err := s.validate(); err != nil {
			return fmt.Errorf("lay out sheet %q: %w", s.Name, err)
		}
	}
	return nil
}

func (c Currency) validate() error {
	if len(c.Code) != 3 {
		return fmt.Errorf("currency code %q has not three letters", c.Code)
	}
	for i := range len(c.Code) {
		if c.Code[i] < 'A' || c.Code[i] > 'Z' {
			return fmt.Errorf("currency code %q has other characters than A to Z", c.Code)
		}
	}
	if c.Exponent < 0 || c.Exponent > 4 {
		return fmt.Errorf("currency %s has %d decimals, not 0 to 4", c.Code, c.Exponent)
	}
	return nil
}

func (s Sheet) validate() error {
	if s.Count < 0 {
		return fmt.Errorf("%d rows are announced", s.Count)
	}
	if len(s.Columns) > excelize.MaxColumns {
		return fmt.Errorf("%d columns are more than the %d of a sheet", len(s.Columns), excelize.MaxColumns)
	}
	if len(s.Columns) == 0 && (s.Count > 0 || s.Rows != nil) {
		return errors.New("it has rows but no columns")
	}
	if s.FreezeColumns < 0 || s.FreezeColumns >= max(len(s.Columns), 1) {
		return fmt.Errorf("%d of %d columns cannot stay on screen", s.FreezeColumns, len(s.Columns))
	}
	if s.PrintColumns < 0 || s.PrintColumns > len(s.Columns) {
		return fmt.Errorf("%d of %d columns cannot be printed", s.PrintColumns, len(s.Columns))
	}
	if s.PrintRows < 0 {
		return fmt.Errorf("%d rows cannot be printed", s.PrintRows)
	}
	if len(s.Above) > 0 && !s.table() {
		return errors.New("there is no header that rows could stand above")
	}
	return errors.Join(s.validateTitles(), s.validateEmphasis())
}

func (s Sheet) validateTitles() error {
	seen := make(map[string]int, len(s.Columns))
	for i, c := range s.Columns {
		if (c.Title != "") != s.table() {
			return fmt.Errorf("column %d must have a title if the others have one, and none if not", i+1)
		}
		if other, twice := seen[c.Title]; twice && c.Title != "" {
			return fmt.Errorf("columns %d and %d are both called %q", other+1, i+1, c.Title)
		}
		seen[c.Title] = i
	}
	return nil
}

func (s Sheet) validateEmphasis() error {
	for _, e := range s.Emphasis {
		if e.Column < 0 || e.Column >= len(s.Columns) {
			return fmt.Errorf("emphasis of %q names column %d of %d", e.Text, e.Column+1, len(s.Columns))
		}
		if prefixUTF16(e.Text, maxLiteral) != e.Text {
			return fmt.Errorf("emphasis of a text in column %d is longer than %d characters", e.Column+1, maxLiteral)
		}
	}
	return nil
}
