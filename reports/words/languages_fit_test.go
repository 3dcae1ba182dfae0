package words_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"handover/reports"
	"handover/reports/formats"
	"handover/reports/reportstest"
	"handover/reports/words"
)

const (
	// maxSheetName is how many UTF-16 units Excel allows for a sheet's name.
	maxSheetName = 31
	// bold is how much wider a text is in bold, in which headings are.
	bold = 1.08
	// padding is the room at the edges of a cell, which a text may use.
	padding = 0.5
	// stretch is how much wider than in English a heading may make its column,
	// and wider how much wider than in English a sheet may be.
	stretch = 6
	wider   = 1.1
)

func workbookIn(t *testing.T, language string) *excelize.File {
	t.Helper()
	report, err := reports.New(t.Context(), reportstest.Typical(), reports.Options{Language: language})
	if err != nil {
		t.Fatal(err)
	}
	format, err := formats.Named("xlsx")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := format.Write(t.Context(), &b, report); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	return file
}

// TestHeadingsFit checks that no word of a heading is cut, that no column is too
// narrow for the words that stand in it, and that columns and sheets stay about
// as wide as in English.
func TestHeadingsFit(t *testing.T) {
	english := workbookIn(t, words.DefaultLanguage)
	for _, language := range words.Languages() {
		file, coded := workbookIn(t, language), codedColumns(table(t, language))
		if sheets := file.GetSheetList(); len(sheets) != len(english.GetSheetList()) {
			t.Fatalf("%s: the workbook has the sheets %q", language, sheets)
		}
		for i, sheet := range file.GetSheetList() {
			if !isList(t, file, sheet) {
				continue
			}
			for c, heading := range firstRow(t, file, sheet) {
				width := columnWidth(t, file, sheet, c)
				if need := bold * unbroken(heading); need > width {
					t.Errorf("%s: the heading %q of %s needs %.1f characters, its column has %.1f", language, heading, sheet, need, width)
				}
				if was := columnWidth(t, english, english.GetSheetList()[i], c); width > was+stretch {
					t.Errorf("%s: the heading %q makes its column %.1f wide, which is %.1f in English", language, heading, width, was)
				}
				for _, word := range coded[heading] {
					if need := textWidth(word); need > width+padding {
						t.Errorf("%s: %q in the column %q of %s needs %.1f characters, the column has %.1f", language, word, heading, sheet, need, width)
					}
				}
			}
			if got, want := sheetWidth(t, file, sheet), sheetWidth(t, english, english.GetSheetList()[i]); got > wider*want {
				t.Errorf("%s: the sheet %s is %.0f characters wide, in English %.0f", language, sheet, got, want)
			}
		}
	}
}

// codedColumns returns the words that may stand in a column, by its heading.
func codedColumns(table *words.Table) map[string][]string {
	list := map[string][]string{}
	texts := table.Texts()
	for column, field := range map[string]string{
		"severity": "severities", "urgency": "urgencies", "owner": "owners", "asker": "owners",
		"delta": "deltas", "state": "states", "outcome": "outcomes", "status": "statuses",
	} {
		for at, text := range texts {
			if strings.HasPrefix(at, field+"/") {
				heading := table.Column(column)
				list[heading] = append(list[heading], text)
			}
		}
	}
	// These are broken into lines between their words.
	for column, field := range map[string]string{"step": "steps", "route": "routes"} {
		heading := table.Column(column)
		for at, text := range texts {
			if strings.HasPrefix(at, field+"/") && !stepSentence.MatchString(at) {
				list[heading] = append(list[heading], strings.Fields(text)...)
			}
		}
	}
	return list
}

var stepSentence = regexp.MustCompile(`/(line|ask|do|have|you)$`)

// TestSheetNamesFit checks that Excel cuts no name of a sheet.
func TestSheetNamesFit(t *testing.T) {
	for _, language := range words.Languages() {
		table := table(t, language)
		texts := table.Texts()
		names := []string{table.Labels.Summary, table.Labels.Coverage}
		for at, text := range texts {
			if strings.HasPrefix(at, "jobs/") || strings.HasPrefix(at, "labels/sheet_") {
				names = append(names, text)
			}
		}
		slices.Sort(names)
		if len(slices.Compact(slices.Clone(names))) != len(names) {
			t.Errorf("%s: two sheets have the same name: %q", language, names)
		}
		for _, name := range names {
			if units := len(utf16.Encode([]rune(name))); units > maxSheetName {
				t.Errorf("%s: the name %q has %d units", language, name, units)
			}
		}
	}
}

// isList reports whether a sheet is a table with headings, which has a filter.
func isList(t *testing.T, file *excelize.File, sheet string) bool {
	t.Helper()
	panes, err := file.GetPanes(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return panes.Freeze && panes.YSplit == 1
}

func firstRow(t *testing.T, file *excelize.File, sheet string) []string {
	t.Helper()
	rows, err := file.GetRows(sheet)
	if err != nil || len(rows) == 0 {
		t.Fatalf("no rows in %s: %v", sheet, err)
	}
	return rows[0]
}

func columnWidth(t *testing.T, file *excelize.File, sheet string, index int) float64 {
	t.Helper()
	name, err := excelize.ColumnNumberToName(index + 1)
	if err != nil {
		t.Fatal(err)
	}
	width, err := file.GetColWidth(sheet, name)
	if err != nil {
		t.Fatal(err)
	}
	return width
}

func sheetWidth(t *testing.T, file *excelize.File, sheet string) float64 {
	t.Helper()
	sum := 0.0
	for c := range firstRow(t, file, sheet) {
		sum += columnWidth(t, file, sheet, c)
	}
	return sum
}

// unbroken returns the width of the longest part of a text that stays on one line:
// a word, or a single Chinese character.
func unbroken(text string) float64 {
	longest, run := 0.0, 0.0
	for _, r := range text {
		switch {
		case r == ' ':
			run = 0
		case isWide(r):
			run = charWidth(r)
		default:
			run += charWidth(r)
		}
		longest = max(longest, run)
	}
	return longest
}

func textWidth(text string) float64 {
	width := 0.0
	for _, r := range text {
		width += charWidth(r)
	}
	return width
}

// charWidth estimates the width of a character in digits of the usual font.
func charWidth(r rune) float64 {
	switch {
	case isWide(r):
		return 2
	case strings.ContainsRune(" .,:;'ijlI", r):
		return 0.5
	case strings.ContainsRune("()-/frt", r):
		return 0.7
	case strings.ContainsRune("mwMW", r):
		return 1.6
	default:
		return 1
	}
}

// isWide reports whether a character takes the room of two: Chinese and its marks.
func isWide(r rune) bool { return r >= 0x2e80 }

// TestDaysFit checks that columns of days have room for one, with the indent that
// programs add: what is too wide is shown as ###.
func TestDaysFit(t *testing.T) {
	for _, language := range words.Languages() {
		file, table := workbookIn(t, language), table(t, language)
		for _, sheet := range file.GetSheetList() {
			for c, heading := range firstRow(t, file, sheet) {
				for _, key := range []string{"due_day", "E", "cover_by", "step_planned", "plan_day", "last_safe_day", "held_until"} {
					if heading != strings.ReplaceAll(table.Column(key), "{zone}", "UTC") || !isList(t, file, sheet) {
						continue
					}
					if width := columnWidth(t, file, sheet, c); width < 13 {
						t.Errorf("%s: the days in %q of %s have %.1f characters", language, heading, sheet, width)
					}
				}
			}
		}
	}
}
