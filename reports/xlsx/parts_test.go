package xlsx_test

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"handover/reports"
	"handover/reports/reportstest"
	"handover/reports/xlsx"
)

// sheetPart is what the test reads of a sheet's part.
type sheetPart struct {
	elements []string // right below the root, in their order
	rows     int
	links    int
	longest  int // UTF-16 units of the longest text
	other    int // formulas other than sums of what the filter shows
	portrait bool
}

// TestWorkbookParts reads the parts of the workbooks and holds them to what Excel
// demands: other programs also open what Excel would repair.
func TestWorkbookParts(t *testing.T) {
	all := append(reportstest.Scenarios(t), reportstest.Scenario{Name: "no money", Source: reportstest.Typical(), Options: reports.Options{NoMoney: true}})
	for _, s := range all {
		parts := reportstest.Parts(t, reportstest.Render(t, s, xlsx.Write))
		names := sheetNames(t, parts["xl/workbook.xml"])
		for i, name := range names {
			if units := len(utf16.Encode([]rune(name))); units > 31 || units == 0 || strings.ContainsAny(name, `[]:*?/\`) {
				t.Errorf("%s: Excel refuses the sheet name %q", s.Name, name)
			}
			if slices.ContainsFunc(names[:i], func(other string) bool { return strings.EqualFold(other, name) }) {
				t.Errorf("%s: two sheets are called %q", s.Name, name)
			}
		}
		sheets := 0
		for path, content := range parts {
			if strings.HasPrefix(path, "xl/tables/") {
				t.Errorf("%s: a table and a filter do not go together", s.Name)
			}
			if strings.HasPrefix(path, "xl/worksheets/sheet") {
				sheets++
				checkSheet(t, s.Name+" "+path, readSheet(t, content))
			}
		}
		if sheets != len(names) {
			t.Errorf("%s: %d sheets and %d names", s.Name, sheets, len(names))
		}
	}
}

func checkSheet(t *testing.T, name string, sheet sheetPart) {
	t.Helper()
	sequence := strings.Fields(`sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter mergeCells
		conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks
		colBreaks ignoredErrors drawing tableParts`)
	place := func(element string) int { return slices.Index(sequence, element) }
	if slices.Contains(slices.Collect(mapped(sheet.elements, place)), -1) ||
		!slices.IsSortedFunc(sheet.elements, func(a, b string) int { return place(a) - place(b) }) {
		t.Errorf("%s: elements %v are not those of the format, or out of order", name, sheet.elements)
	}
	switch {
	case sheet.other > 0:
		t.Errorf("%s: %d cells hold other formulas than sums", name, sheet.other)
	case sheet.rows > 1_048_576, sheet.links > 65_000, sheet.longest > 32_767:
		t.Errorf("%s: %d rows, %d links, a text of %d characters", name, sheet.rows, sheet.links, sheet.longest)
	case sheet.portrait:
		t.Errorf("%s: it is not printed in landscape format", name)
	}
}

func mapped(texts []string, place func(string) int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for _, text := range texts {
			if !yield(place(text)) {
				return
			}
		}
	}
}

// readSheet walks through the part of a sheet.
func readSheet(t *testing.T, content string) sheetPart {
	t.Helper()
	sheet := sheetPart{portrait: true}
	decoder := xml.NewDecoder(strings.NewReader(content))
	text := ""
	for depth := 0; ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return sheet
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				sheet.elements = append(sheet.elements, e.Name.Local)
			}
			text = ""
			switch e.Name.Local {
			case "row":
				sheet.rows++
			case "hyperlink":
				sheet.links++
			case "pageSetup":
				sheet.portrait = !slices.ContainsFunc(e.Attr, func(a xml.Attr) bool { return a.Value == "landscape" })
			}
		case xml.CharData:
			text += string(e)
		case xml.EndElement:
			depth--
			switch {
			case e.Name.Local == "t":
				sheet.longest = max(sheet.longest, len(utf16.Encode([]rune(text))))
			case e.Name.Local == "f" && !strings.HasPrefix(text, "SUBTOTAL(109,"):
				sheet.other++
			}
		}
	}
}

func sheetNames(t *testing.T, content string) []string {
	t.Helper()
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := xml.Unmarshal([]byte(content), &book); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, sheet := range book.Sheets {
		names = append(names, sheet.Name)
	}
	return names
}

// TestWorkbookPrints checks what is printed of a sheet of findings: the columns a
// reader needs, some pages of rows, with the header on every page.
func TestWorkbookPrints(t *testing.T) {
	many := reportstest.Portfolio(20, 300)
	for name, want := range map[string]struct {
		source *reportstest.Source
		area   string
		note   bool
	}{
		"few":  {reportstest.Typical(), "$A$1:$N$12", false},
		"many": {many, "$A$1:$N$202", true},
	} {
		content := reportstest.Render(t, reportstest.Scenario{Source: want.source}, xlsx.Write)
		book := reportstest.Parts(t, content)["xl/workbook.xml"]
		for _, defined := range []string{
			`<definedName localSheetId="4" name="_xlnm.Print_Area">&#39;Actions&#39;!` + want.area + `</definedName>`,
			`<definedName localSheetId="4" name="_xlnm.Print_Titles">&#39;Actions&#39;!$2:$2</definedName>`,
		} {
			if !strings.Contains(book, defined) {
				t.Errorf("%s: the workbook lacks %s:\n%s", name, defined, book)
			}
		}
		note, err := open(t, content).GetCellValue("Actions", "C1")
		if err != nil || strings.HasPrefix(note, "Only the first 200 rows are printed") != want.note {
			t.Errorf("%s: above the list stands %q, %v", name, note, err)
		}
	}
}
