package workbook_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"handover/reports/workbook"
)

func opened(t *testing.T, data []byte) *zip.Reader {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// unzip returns the parts of a workbook by name, and the names in file order.
func unzip(t *testing.T, data []byte) (parts map[string]string, order []string) {
	t.Helper()
	parts = map[string]string{}
	for _, f := range opened(t, data).File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		if _, twice := parts[f.Name]; twice {
			t.Errorf("part %s occurs twice", f.Name)
		}
		parts[f.Name] = string(content)
		order = append(order, f.Name)
	}
	return parts, order
}

// rich returns a book that uses everything.
func rich() workbook.Book {
	s := table("Findings", []string{"Severity", "Code", "Amount"},
		row{workbook.Text("critical"), workbook.Text("a").Link("https://example.com/?a=1&b=<2>"), workbook.Money(100, "EUR")},
		row{workbook.Text("low"), workbook.Text("b").LinkSheet(1), workbook.Money(200, "EUR")})
	s.Columns[2].Kind = workbook.KindMoney
	s.Filter, s.Landscape, s.FreezeColumns, s.Decorate = true, true, 1, addChart
	s.Emphasis = []workbook.Emphasis{{Column: 0, Text: `say "critical"`, Look: workbook.Alarm}}
	return workbook.Book{
		Title: "Handover & more", Subject: "Nightly", Creator: "Contoso", Created: time.Date(2026, 11, 20, 1, 2, 3, 0, time.UTC),
		Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}},
		Sheets: []workbook.Sheet{
			s,
			table("Rules & notes", []string{"Code"}, row{workbook.Text("a")}),
			{Name: "Notes", Decorate: func(f *excelize.File, tab string) error { return f.SetCellStr(tab, "B2", "free") }},
		},
	}
}

func TestOrderOfParts(t *testing.T) {
	_, order := unzip(t, write(t, rich()))
	want := []string{
		"[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml",
		"xl/workbook.xml", "xl/_rels/workbook.xml.rels",
		"xl/charts/chart1.xml", "xl/drawings/_rels/drawing1.xml.rels", "xl/drawings/drawing1.xml",
		"xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme1.xml",
		"xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels",
		"xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml",
	}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestEveryPartIsDatedAlike(t *testing.T) {
	for _, f := range opened(t, write(t, rich())).File {
		if want := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC); !f.Modified.Equal(want) || len(f.Extra) > 0 {
			t.Errorf("%s: dated %v with %d bytes of extras, want %v with none", f.Name, f.Modified, len(f.Extra), want)
		}
	}
}

// The elements of a sheet have one order, ECMA-376 part 1, section 18.3.1.99.
func TestOrderOfElements(t *testing.T) {
	sequence := strings.Fields(`sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr
		sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells
		phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter
		rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing
		legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst`)
	parts, _ := unzip(t, write(t, rich()))
	want := map[string]string{
		"xl/worksheets/sheet1.xml": "sheetPr dimension sheetViews sheetFormatPr cols sheetData autoFilter conditionalFormatting hyperlinks pageMargins pageSetup headerFooter ignoredErrors drawing",
		"xl/worksheets/sheet2.xml": "sheetPr dimension sheetViews sheetFormatPr cols sheetData pageMargins pageSetup headerFooter ignoredErrors",
	}
	for name, elements := range want {
		got := children(t, parts[name])
		if diff := cmp.Diff(strings.Fields(elements), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if !slices.IsSortedFunc(got, func(a, b string) int { return slices.Index(sequence, a) - slices.Index(sequence, b) }) {
			t.Errorf("%s: elements %v are out of order", name, got)
		}
	}
}

// children returns the names of the elements right below the root.
func children(t *testing.T, document string) []string {
	t.Helper()
	var names []string
	decoder := xml.NewDecoder(strings.NewReader(document))
	for depth := 0; ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if depth++; depth == 2 {
				names = append(names, e.Name.Local)
			}
		case xml.EndElement:
			depth--
		}
	}
}

// In a column of mixed currencies the points and the codes stand in one line.
func TestMoneyFormatsArePaddedAlike(t *testing.T) {
	b := rich()
	b.Currencies = []workbook.Currency{{Code: "EUR", Exponent: 2}, {Code: "JPY"}, {Code: "KWD", Exponent: 3}}
	parts, _ := unzip(t, write(t, b))
	for _, want := range []string{"#,##0.00_0 [$EUR]_W", "#,##0_._0_0_0 [$JPY]_W", "#,##0.000 [$KWD]_W"} {
		if !strings.Contains(parts["xl/styles.xml"], `formatCode="`+want+`"`) {
			t.Errorf("there is no format %s", want)
		}
	}
}

// Common readers take a number for a date as soon as its format has a letter of
// days, months, years, hours or seconds outside brackets, even where the letter is
// only the width of a gap.
func TestNumbersAreNotTakenForDates(t *testing.T) {
	b := rich()
	b.Currencies = []workbook.Currency{{Code: "EUR", Exponent: 2}, {Code: "JPY"}, {Code: "KWD", Exponent: 3}}
	parts, _ := unzip(t, write(t, b))
	formats := regexp.MustCompile(`formatCode="([^"]*)"`).FindAllStringSubmatch(parts["xl/styles.xml"], -1)
	numbers, brackets := 0, regexp.MustCompile(`\[[^\]]*\]`)
	for _, format := range formats {
		if strings.Contains(format[1], "yyyy") {
			continue
		}
		numbers++
		if strings.ContainsAny(brackets.ReplaceAllString(format[1], ""), "dmyhsDMYHS") {
			t.Errorf("the format %s looks like one of a date", format[1])
		}
	}
	if numbers < 4 {
		t.Errorf("there are %d formats of numbers", numbers)
	}
}

func TestProperties(t *testing.T) {
	f := open(t, write(t, rich()))
	got, err := f.GetDocProps()
	if err != nil {
		t.Fatal(err)
	}
	want := &excelize.DocProperties{
		Title: "Handover & more", Subject: "Nightly", Creator: "Contoso", LastModifiedBy: "Contoso",
		Created: "2026-11-20T01:02:03Z", Modified: "2026-11-20T01:02:03Z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("properties (-want +got):\n%s", diff)
	}
}

// Excel refuses a part over 4 GiB whose header at the front and entry in the
// directory do not both say version 4.5 of the zip format.
func TestHugeSheetIsAnnounced(t *testing.T) {
	sheets := []workbook.Sheet{
		table("Small", []string{"A", "B"}, row{workbook.Int(1)}),
		table("Huge", []string{"A", "B"}, row{workbook.Int(1)}, row{workbook.Int(2)}),
	}
	var out bytes.Buffer
	limits := workbook.Limits{Rows: 10, HugeCells: 4, PlainBytes: 1 << 20}
	if err := workbook.WriteLimited(t.Context(), &out, workbook.Book{Sheets: sheets}, limits); err != nil {
		t.Fatal(err)
	}
	for _, f := range opened(t, out.Bytes()).File {
		want := uint16(20)
		if f.Name == "xl/worksheets/sheet2.xml" {
			want = 45
		}
		start, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		const localHeader = 30
		local := out.Bytes()[start-int64(localHeader+len(f.Name)):]
		if got := binary.LittleEndian.Uint16(local[4:]); got != want || f.ReaderVersion != want {
			t.Errorf("%s: version %d in front, %d in the directory, want %d", f.Name, got, f.ReaderVersion, want)
		}
	}
	limits.HugeCells, limits.PlainBytes = 5, 100_000
	text := strings.Repeat("x", 30_000)
	long := table("Long", []string{"A"}, row{workbook.Text(text)}, row{workbook.Text(text)}, row{workbook.Text(text)}, row{workbook.Text(text)})
	err := workbook.WriteLimited(t.Context(), &bytes.Buffer{}, workbook.Book{Sheets: []workbook.Sheet{long}}, limits)
	if want := `write sheet "Long": write part xl/worksheets/sheet1.xml: it is longer than 100000 bytes`; err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
}
