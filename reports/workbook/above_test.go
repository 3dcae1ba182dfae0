package workbook_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handover/reports/workbook"
)

// amounts returns a table of three amounts with their sum above the header.
func amounts() workbook.Sheet {
	s := table("Amounts", []string{"Customer", "Amount"},
		row{workbook.Text("Contoso"), workbook.Money(100_000_000_25, "EUR")},
		row{workbook.Text("Fabrikam"), workbook.Money(50, "EUR")},
		row{workbook.Text("Northwind"), workbook.Money(25, "EUR")})
	s.Columns[1].Kind, s.Filter = workbook.KindMoney, true
	s.Above = [][]workbook.Cell{
		{workbook.Text("Amounts by customer").As(workbook.Title)},
		{workbook.Text("Sum"), workbook.Money(100_000_001_00, "EUR").Sum()},
	}
	return s
}

func limited(t *testing.T, s workbook.Sheet, rows int) []byte {
	t.Helper()
	var out bytes.Buffer
	book := workbook.Book{Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}}, Sheets: []workbook.Sheet{s}}
	if err := workbook.WriteLimited(t.Context(), &out, book, workbook.Limits{Rows: rows, Links: 100, PlainBytes: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestSumsAboveTheHeader checks that a sum is there without calculating, and that its
// formula follows the filter over all tabs of a sheet.
func TestSumsAboveTheHeader(t *testing.T) {
	for name, want := range map[string]struct {
		rows    int
		formula string
	}{
		"one tab":  {100, "SUBTOTAL(109,B4:B6)"},
		"two tabs": {5, "SUBTOTAL(109,'Amounts'!B4:B5,'Amounts (2)'!B4:B4)"},
	} {
		f := open(t, limited(t, amounts(), want.rows))
		for _, tab := range f.GetSheetList() {
			if formula, err := f.GetCellFormula(tab, "B2"); err != nil || formula != want.formula {
				t.Errorf("%s: the formula of %s is %q, %v", name, tab, formula, err)
			}
			if _, raw, _ := cell(t, f, tab, "B2"); raw != "100000001.00" {
				t.Errorf("%s: the value of %s is %q", name, tab, raw)
			}
			if _, raw, _ := cell(t, f, tab, "B3"); raw != "Amount" {
				t.Errorf("%s: the header of %s is %q", name, tab, raw)
			}
		}
	}
}

// TestNothingToSum checks that no formula refers to rows that are not there.
func TestNothingToSum(t *testing.T) {
	s := amounts()
	s.Count, s.Rows, s.Empty = 0, nil, "Nothing."
	f := open(t, limited(t, s, 100))
	if formula, err := f.GetCellFormula("Amounts", "B2"); err != nil || formula != "" {
		t.Errorf("the formula is %q, %v", formula, err)
	}
}

// TestTheRestFollowsTheHeader checks that the filter, what stays on screen and what is
// repeated on paper begin at the header wherever it stands.
func TestTheRestFollowsTheHeader(t *testing.T) {
	s := amounts()
	s.PrintRows, s.FreezeColumns = 2, 1
	parts, _ := unzip(t, limited(t, s, 100))
	for _, want := range []string{`<autoFilter ref="$A$3:$B$6">`, `topLeftCell="B4" xSplit="1" ySplit="3"`, `<dimension ref="A1:B6">`} {
		if !strings.Contains(parts["xl/worksheets/sheet1.xml"], want) {
			t.Errorf("the sheet lacks %s", want)
		}
	}
	for _, want := range []string{`_xlnm.Print_Titles">&#39;Amounts&#39;!$3:$3<`, `_xlnm.Print_Area">&#39;Amounts&#39;!$A$1:$B$5<`} {
		if !strings.Contains(parts["xl/workbook.xml"], want) {
			t.Errorf("the workbook lacks %s", want)
		}
	}
	s.Above = append(s.Above, make([][]workbook.Cell, 20)...)
	if parts, _ := unzip(t, limited(t, s, 100)); !strings.Contains(parts["xl/worksheets/sheet1.xml"], `topLeftCell="B1" xSplit="1"`) {
		t.Error("more than a few rows stay on screen")
	}
}

// TestLinksToRows checks that a link leads to the row of a table wherever its header is
// and whichever tab holds it.
func TestLinksToRows(t *testing.T) {
	var out bytes.Buffer
	home := workbook.Sheet{Name: "Home", Columns: []workbook.Column{{}}, Count: 4, Rows: rowsOf(
		row{workbook.Text("first").LinkRow(1, 0)}, row{workbook.Text("second").LinkRow(1, 1)},
		row{workbook.Text("third").LinkRow(1, 2)}, row{workbook.Text("sheet").LinkSheet(1)})}
	there := amounts()
	there.Name = "Rows"
	there.Rows = rowsOf(row{workbook.Text("a").LinkRow(0, 3)}, row{}, row{})
	book := workbook.Book{Currencies: []workbook.Currency{{Code: "EUR", Exponent: 2}}, Sheets: []workbook.Sheet{home, there}}
	if err := workbook.WriteLimited(t.Context(), &out, book, workbook.Limits{Rows: 5, Links: 100, PlainBytes: 1 << 20}); err != nil {
		t.Fatal(err)
	}
	f, got := open(t, out.Bytes()), map[string]string{}
	for _, from := range []string{"Home A1", "Home A2", "Home A3", "Home A4", "Rows A4"} {
		sheet, ref, _ := strings.Cut(from, " ")
		_, target, err := f.GetCellHyperLink(sheet, ref)
		if err != nil {
			t.Fatal(err)
		}
		got[from] = target
	}
	want := map[string]string{"Home A1": "'Rows'!A4", "Home A2": "'Rows'!A5", "Home A3": "'Rows (2)'!A4", "Home A4": "'Rows'!A1", "Rows A4": "'Home'!A4"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("targets (-want +got):\n%s", diff)
	}
}

// TestCellsAcross checks that a cell covers others with its look, and is as high as its
// text needs there.
func TestCellsAcross(t *testing.T) {
	text := workbook.Text(strings.Repeat("word ", 7)).As(workbook.Alarm)
	s := workbook.Sheet{Name: "Page", Columns: []workbook.Column{{Width: 10}, {Width: 10}, {Width: 10}}, Count: 2, Rows: rowsOf(
		row{text.Across(3), {}, {}}, row{text.Across(2), {}, workbook.Int(7)})}
	data := limited(t, s, 100)
	parts, _ := unzip(t, data)
	if want := `</sheetData><mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A2:B2"/></mergeCells>`; !strings.Contains(parts["xl/worksheets/sheet1.xml"], want) {
		t.Errorf("the sheet lacks %s", want)
	}
	f := open(t, data)
	for r, want := range []float64{30, 45} {
		if got, err := f.GetRowHeight("Page", r+1); err != nil || got != want {
			t.Errorf("row %d is %v high (%v), want %v", r+1, got, err, want)
		}
	}
	if style := styleOf(t, f, "Page", "C1"); len(style.Fill.Color) == 0 {
		t.Error("a covered cell does not look like the one that covers it")
	}
	if _, raw, _ := cell(t, f, "Page", "C2"); raw != "7" {
		t.Errorf("beside the cell stands %q", raw)
	}
}

// TestWidths checks that every value of a column fits into it with its indent, its edges
// and the filter button.
func TestWidths(t *testing.T) {
	s := amounts()
	s.Columns = append(s.Columns, workbook.Column{Title: "Day", Kind: workbook.KindDay}, workbook.Column{Title: "At", Kind: workbook.KindInstant},
		workbook.Column{Title: "Pieces", Kind: workbook.KindInteger, Width: 3})
	f := open(t, limited(t, s, 100))
	for column, least := range map[string]float64{
		"B": 1 + float64(len("100,000,001.00 EUR")) + 1, "C": 1 + 10 + 1, "D": 1 + 19 + 1, "E": float64(len("Pieces")) + 3,
	} {
		if got, err := f.GetColWidth("Amounts", column); err != nil || got < least || got > least+6 {
			t.Errorf("column %s is %v wide (%v), want at least %v", column, got, err, least)
		}
	}
}

// TestWidthsFollowTheFormats checks that days and instants fit as each language writes them,
// also in bold, as they stand where they are near.
func TestWidthsFollowTheFormats(t *testing.T) {
	for format, least := range map[string]float64{"d mmm yyyy": 12, "dd.mm.yyyy": 11, "yyyy\"年\"m\"月\"d\"日\"": 16} {
		s := table("Days", []string{"Day"}, row{workbook.Day(2026, time.November, 29).As(workbook.Warning)})
		s.Columns[0].Kind = workbook.KindDay
		f := open(t, write(t, workbook.Book{DayFormat: format, Sheets: []workbook.Sheet{s}}))
		if got, err := f.GetColWidth("Days", "A"); err != nil || got < least || got > least+4 {
			t.Errorf("with %s the column is %v wide (%v), want at least %v", format, got, err, least)
		}
	}
}
