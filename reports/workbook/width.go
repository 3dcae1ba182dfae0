package workbook

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	// boldWidth is how much wider a text is in bold.
	boldWidth = 1.08
	// buttonWidth is the room of a filter button, in characters.
	buttonWidth = 3
	// edgeWidth is the room that programs keep free at both sides of a cell.
	edgeWidth = 1
	// indentWidth is the room in front of a text in a table.
	indentWidth = 1
)

// fitted returns the book with the widths of all columns.
func (b Book) fitted() Book {
	b.Sheets = slices.Clone(b.Sheets)
	for i := range b.Sheets {
		s := &b.Sheets[i]
		s.Columns = slices.Clone(s.Columns)
		for c := range s.Columns {
			s.Columns[c].Width = b.width(s, c)
		}
	}
	return b
}

// width returns the width of a column in characters: the wish, or what is usual for its
// kind, and at least what its values need, since a number that is too wide by a hair is
// shown as ###. The sums above a header are the widest numbers of their columns.
func (b Book) width(s *Sheet, index int) float64 {
	c := s.Columns[index]
	width := c.Width
	if width == 0 {
		width = [...]float64{KindText: 24, KindInteger: 10, KindMoney: 18, KindDay: 0, KindInstant: 0}[c.Kind]
	}
	need := b.valueWidth(c.Kind)
	if need > 0 && s.table() {
		need += indentWidth
	}
	width = max(width, need, c.titleWidth(s.Filter))
	for _, cells := range s.Above {
		if index < len(cells) {
			width = max(width, cells[index].numberWidth())
		}
	}
	return min(width, excelize.MaxColumnWidth)
}

// valueWidth returns the room in bold that every value of a kind takes, where it is known.
func (b Book) valueWidth(k Kind) float64 {
	// The widest that stands for each part of a format. Months and minutes are as wide.
	sample := strings.NewReplacer(`"`, "", "yyyy", "2026", "mmm", "Nov", "mm", "00", "m", "00", "dd", "00", "d", "00", "hh", "00", "ss", "00")
	switch k {
	case KindDay:
		return math.Ceil(textWidth(sample.Replace(b.dayFormat()))*boldWidth) + edgeWidth
	case KindInstant:
		return math.Ceil(textWidth(sample.Replace(b.instantFormat()))*boldWidth) + edgeWidth
	default:
		return 0
	}
}

func (b Book) dayFormat() string { return cmp.Or(b.DayFormat, "yyyy-mm-dd") }

func (b Book) instantFormat() string { return cmp.Or(b.InstantFormat, "yyyy-mm-dd hh:mm:ss") }

// titleWidth returns the room of the longest word of a title, with the filter button.
func (c Column) titleWidth(filter bool) float64 {
	longest := 0.0
	for word := range strings.FieldsSeq(c.Title) {
		longest = max(longest, textWidth(word))
	}
	need := math.Ceil(longest*boldWidth) + edgeWidth
	if filter {
		need += buttonWidth
		if c.Kind == KindInteger || c.Kind == KindMoney { // the indents at their right
			need++
		}
	}
	return need
}

// numberWidth returns the room of a number in bold with what stands behind it, and none
// for anything else.
func (c Cell) numberWidth() float64 {
	var text string
	switch c.kind {
	case cellInteger, cellMinor:
		text = strconv.FormatInt(c.number, 10)
	case cellAmount:
		text = c.text
	default:
		return 0
	}
	const separators, behind = 0.48, 2 // one for three digits; as wide as a W
	width := float64(len(text))*(1+separators/3) + behind
	if c.currency != "" {
		width += textWidth(" " + c.currency)
	}
	return math.Ceil(width*boldWidth) + edgeWidth
}
