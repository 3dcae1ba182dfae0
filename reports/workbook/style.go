package workbook

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// format is the form in which a value is shown. The formats of the currencies
// follow formatMoney in the order of the book.
type format int

const (
	formatText format = iota
	formatWrapped
	formatGuarded // a text that would turn into a formula if someone edited the cell
	formatGuardedWrapped
	formatRight   // a header above numbers
	formatAtRight // a heading above numbers
	formatInteger
	formatDay
	formatInstant
	formatMoney
)

const (
	// fontFamily and fontSize are the font of excelize's default style.
	fontFamily = "Calibri"
	fontSize   = 11
	fontColor  = "000000"
	// ruleColor is the colour of the line under each row of a table.
	ruleColor = "D9D9D9"
	// gap keeps a number apart from a text in the next column: room for a W, the
	// widest letter that no reader takes for a part of a date. Indents do the same
	// in Excel, but not everywhere.
	gap = "_W"
	// numFmtText is Excel's own number of the format "@".
	numFmtText = 49
)

// styles holds excelize's number of every style of a book.
type styles struct {
	ids        []int
	currencies map[string]int // code to index
	exponents  []int
}

// newStyles registers every style of the book. Which of them the rows use is
// not known before they are written, when the styles must be complete.
func newStyles(f *excelize.File, b *Book) (styles, error) {
	currencies := b.Currencies
	s := styles{currencies: make(map[string]int, len(currencies))}
	widest := 0
	for _, c := range currencies {
		widest = max(widest, c.Exponent)
	}
	definitions := plainFormats(b.dayFormat(), b.instantFormat())
	for _, c := range currencies {
		if _, known := s.currencies[c.Code]; known {
			continue
		}
		s.currencies[c.Code] = len(s.exponents)
		s.exponents = append(s.exponents, c.Exponent)
		pattern := moneyPattern(c, widest)
		definitions = append(definitions, excelize.Style{CustomNumFmt: &pattern, Alignment: &excelize.Alignment{Vertical: "top"}})
	}
	for _, definition := range definitions {
		for _, a := range appearances() {
			for _, ruled := range []bool{false, true} {
				id, err := f.NewStyle(a.dress(definition, ruled))
				if err != nil {
					return styles{}, fmt.Errorf("register style: %w", err)
				}
				s.ids = append(s.ids, id)
			}
		}
	}
	return s, nil
}

// id returns the number of a style. Ruled styles have the line of a table's row.
func (s styles) id(f format, l Look, ruled bool) int {
	i := (int(f)*int(lookCount) + int(l)) * 2
	if ruled {
		i++
	}
	return s.ids[i]
}

// plainFormats returns the formats before formatMoney, in their order.
func plainFormats(day, instant string) []excelize.Style {
	integer := "#,##0" + gap
	top := &excelize.Alignment{Vertical: "top"}
	left := &excelize.Alignment{Vertical: "top", Horizontal: "left"}
	wrapped := &excelize.Alignment{Vertical: "top", Horizontal: "left", WrapText: true}
	// The indent leaves room for the filter button, which would hide the title's end.
	right := &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 2, WrapText: true}
	atRight := &excelize.Alignment{Vertical: "top", Horizontal: "right", Indent: 1, WrapText: true}
	return []excelize.Style{
		formatText:           {Alignment: left},
		formatWrapped:        {Alignment: wrapped},
		formatGuarded:        {Alignment: left, NumFmt: numFmtText},
		formatGuardedWrapped: {Alignment: wrapped, NumFmt: numFmtText},
		formatRight:          {Alignment: right},
		formatAtRight:        {Alignment: atRight},
		formatInteger:        {Alignment: top, CustomNumFmt: &integer},
		formatDay:            {Alignment: left, CustomNumFmt: &day},
		formatInstant:        {Alignment: left, CustomNumFmt: &instant},
	}
}

// moneyPattern returns the number format of a currency. Currencies with fewer
// decimals than the widest of the book are padded, so that the points of a mixed
// column stand in one line.
func moneyPattern(c Currency, widest int) string {
	var b strings.Builder
	b.WriteString("#,##0")
	if c.Exponent > 0 {
		b.WriteString("." + strings.Repeat("0", c.Exponent))
	} else if widest > 0 {
		b.WriteString("_.")
	}
	b.WriteString(strings.Repeat("_0", widest-c.Exponent))
	b.WriteString(" [$" + c.Code + "]" + gap)
	return b.String()
}

// dress returns the style of a format in this appearance.
func (a appearance) dress(s excelize.Style, ruled bool) *excelize.Style {
	if font := a.font(); font != nil {
		font.Family, font.Size = fontFamily, cmp.Or(a.size, fontSize)
		s.Font = font
	}
	s.Fill = a.ground()
	if line := a.line; line != "" || ruled {
		s.Border = []excelize.Border{{Type: "bottom", Color: cmp.Or(line, ruleColor), Style: 1}}
	}
	if ruled && s.Alignment.Horizontal == "left" {
		indented := *s.Alignment
		indented.Indent = 1 // keeps a text apart from the one in the column before
		s.Alignment = &indented
	}
	return &s
}

// conditional returns what the appearance changes in a cell that has a style.
// Excel allows no change of the font's name and size there.
func (a appearance) conditional() *excelize.Style {
	return &excelize.Style{Font: a.font(), Fill: a.ground()}
}

// font returns the font without its name and size, or nil for the default one.
func (a appearance) font() *excelize.Font {
	if !a.bold && !a.italic && !a.underline && a.size == 0 && a.color == "" {
		return nil
	}
	font := &excelize.Font{Bold: a.bold, Italic: a.italic, Color: cmp.Or(a.color, fontColor)}
	if a.underline {
		font.Underline = "single"
	}
	return font
}

// ground returns the fill of the cell.
func (a appearance) ground() excelize.Fill {
	if a.fill == "" {
		return excelize.Fill{}
	}
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{a.fill}}
}
