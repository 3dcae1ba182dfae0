package words_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/xuri/excelize/v2"

	"handover/reports/words"
)

// TestFirstSheetFits checks that no text of the first sheet runs under the next cell, nor
// would the title of any code; of one that is broken into lines, that no word does.
func TestFirstSheetFits(t *testing.T) {
	for _, language := range words.Languages() {
		file, table := workbookIn(t, language), table(t, language)
		sheet := file.GetSheetList()[0]
		rows, err := file.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		titled := false
		for r, row := range rows[1:] { // the first one is the title
			for c, text := range row {
				room, bounded := roomOf(t, file, sheet, row, c)
				candidates := []string{text}
				if isBroken(t, file, sheet, c+1, r+2) {
					candidates = slices.DeleteFunc(strings.Fields(text), isChinese) // which is broken anywhere
				}
				if text != "" && text == table.Title("auto-renew-on") {
					titled, candidates = true, titles(table)
				}
				for _, candidate := range candidates {
					if need := textWidth(candidate); bounded && need > room {
						t.Errorf("%s: %q needs %.1f characters, there are %.1f", language, candidate, need, room)
					}
				}
			}
		}
		if !titled {
			t.Errorf("%s: the summary names no code", language)
		}
	}
}

func isChinese(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// isBroken reports whether the text of a cell is broken into lines.
func isBroken(t *testing.T, file *excelize.File, sheet string, column, row int) bool {
	t.Helper()
	cell, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		t.Fatal(err)
	}
	id, err := file.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := file.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return style.Alignment != nil && style.Alignment.WrapText
}

// roomOf returns the width of a cell and of the empty ones at its right; bounded
// tells whether another text follows.
func roomOf(t *testing.T, file *excelize.File, sheet string, row []string, c int) (room float64, bounded bool) {
	t.Helper()
	room = columnWidth(t, file, sheet, c)
	for next := c + 1; next < len(row); next++ {
		if row[next] != "" {
			return room, true
		}
		room += columnWidth(t, file, sheet, next)
	}
	return room, false
}

func titles(table *words.Table) []string {
	var list []string
	for _, code := range table.Codes() {
		list = append(list, table.Title(code))
	}
	return list
}
